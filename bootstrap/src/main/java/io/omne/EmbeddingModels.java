package io.omne;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.ModelCatalogue;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.application.LocalModelSettings;
import io.omne.embedding.application.ProviderSettings;
import io.omne.validation.CannotStart;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// The embedding model that the settings choose.
@Configuration(proxyBeanMethods = false)
class EmbeddingModels {

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
