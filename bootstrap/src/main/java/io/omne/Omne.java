package io.omne;

import io.omne.access.application.RateLimitSettings;
import io.omne.conversations.application.administration.RetrySettings;
import io.omne.conversations.application.extraction.ExtractionSettings;
import io.omne.conversations.application.extraction.ExtractorName;
import io.omne.conversations.application.extractor.BudgetSettings;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.memory.application.sweeps.SweepSettings;
import io.omne.memory.application.writing.MarkupPolicy;
import io.omne.recall.application.searching.SearchSettings;
import io.omne.validation.CannotStart;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/// The server.
@SpringBootApplication
public class Omne {

    /// Starts the server. Settings come from the environment and `application.yaml`; see `docs/configuration.md`.
    public static void main(String[] arguments) {
        System.setProperty("disable-axoniq-console-message", "true"); // no advertisement in the log
        NameLookups.expireSoon();
        new SpringApplicationBuilder(Omne.class).properties(connections()).run(arguments);
    }

    private static Map<String, Object> connections() {
        try {
            var properties = new HashMap<>(DatabaseUrl.fromEnvironment().properties());
            properties.putAll(RedisUrl.fromEnvironment());
            return properties;
        } catch (CannotStart e) {
            StartFailure.print(e.getMessage());
            System.exit(1);
            throw e;
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    EmbeddingSettings embeddingSettings(Environment environment) {
        return Binder.get(environment)
                .bind("omne.embedding", EmbeddingSettings.class)
                .get();
    }

    @Bean
    RateLimitSettings rateLimitSettings(Environment environment) {
        return Binder.get(environment)
                .bind("omne.rate-limit", RateLimitSettings.class)
                .get();
    }

    @Bean
    MarkupPolicy markupPolicy(Environment environment) {
        return MarkupPolicy.of(environment.getProperty("omne.markup", ""));
    }

    @Bean
    SweepSettings sweepSettings(Environment environment) {
        return Binder.get(environment).bind("omne.sweeps", SweepSettings.class).get();
    }

    @Bean
    ExtractionSettings extractionSettings(Environment environment) {
        return Binder.get(environment)
                .bind("omne.extraction", ExtractionSettings.class)
                .get();
    }

    @Bean
    BudgetSettings budgetSettings(Environment environment) {
        return Binder.get(environment)
                .bind("omne.extraction.budget", BudgetSettings.class)
                .get();
    }

    @Bean
    ExtractorName extractorName(Environment environment) {
        String name = new ProviderProperties("extraction", environment).text("provider");
        return new ExtractorName(name == null ? "" : name);
    }

    @Bean
    RetrySettings extractionRetrySettings(Environment environment) {
        return Binder.get(environment)
                .bind("omne.sweeps.retry-failed-extractions", RetrySettings.class)
                .get();
    }

    @Bean
    SearchSettings searchSettings(Environment environment) {
        return Binder.get(environment).bind("omne.search", SearchSettings.class).get();
    }
}
