package io.omne;

import io.omne.conversations.application.extraction.ExtractionSettings;
import io.omne.conversations.application.extractor.ChatModelSettings;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.ModelCatalogue;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.application.LocalModelSettings;
import io.omne.embedding.application.ProviderSettings;
import io.omne.validation.CannotStart;
import java.time.Duration;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// The models that the settings choose: the one that embeds, and the one that is asked for memories in messages.
@Configuration(proxyBeanMethods = false)
class ChosenModels {

    private static final int MOST_TOKENS = 100_000;

    @Bean
    ProviderSettings providerSettings(Environment environment) {
        var properties = new EmbeddingProperties(environment);
        return new ProviderSettings(properties.account("openai"), properties.account("cohere"), properties.timeout());
    }

    @Bean
    LocalModelSettings localModelSettings(Environment environment) {
        return new LocalModelSettings(new EmbeddingProperties(environment).folder());
    }

    @Bean
    ModelSpec chosenModel(Environment environment, ModelCatalogue catalogue) {
        var properties = new EmbeddingProperties(environment);
        try {
            return catalogue.find(
                    Objects.requireNonNull(properties.text("provider")),
                    properties.text("model-name"),
                    properties.dimension());
        } catch (UnusableModel e) {
            throw new CannotStart(setting(e.part()) + e.sentence() + ".");
        }
    }

    /// A call that lasts longer than a lease would be made twice.
    @Bean
    ChatModelSettings chatModelSettings(Environment environment, ExtractionSettings extraction) {
        var properties = new ProviderProperties("extraction", environment);
        Duration timeout = properties.timeout();
        boolean isUsed = "openai".equals(properties.text("provider"));
        if (isUsed && timeout.multipliedBy(3).compareTo(extraction.lease()) > 0) {
            throw new CannotStart("EXTRACTION_TIMEOUT should be at most a third of omne.extraction.lease.");
        }
        return new ChatModelSettings(
                Objects.requireNonNull(properties.text("model")),
                properties.key("openai"),
                properties.baseUrl("openai"),
                timeout,
                properties.requiredNumber("max-output-tokens", 1, MOST_TOKENS));
    }

    /// Names the variable to change. The sentence about a missing key names the variable itself.
    private static String setting(UnusableModel.Part part) {
        return switch (part) {
            case PROVIDER -> "EMBEDDING_PROVIDER: ";
            case MODEL -> "EMBEDDING_MODEL_NAME: ";
            case PATH -> "EMBEDDING_MODEL_PATH: ";
            case DIMENSION -> "EMBEDDING_DIMENSION: ";
            case KEY, CREDENTIALS -> "";
        };
    }
}
