package io.omne;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.application.LocalModelSettings.Folder;
import io.omne.embedding.application.LocalModelSettings.Pooling;
import io.omne.embedding.application.ProviderSettings.Account;
import io.omne.validation.CannotStart;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/// Reads the settings `embedding.*`, which the environment sets as `EMBEDDING_…`. An empty variable counts as
/// unset.
///
/// Every method throws {@link CannotStart} if its setting is invalid; the sentence does not repeat the value,
/// because it may be a secret in the wrong place.
final class EmbeddingProperties {

    private final ProviderProperties properties;

    EmbeddingProperties(Environment environment) {
        this.properties = new ProviderProperties("embedding", environment);
    }

    @Nullable
    String text(String name) {
        return properties.text(name);
    }

    @Nullable
    Integer dimension() {
        return properties.number("dimension", 1, ModelSpec.MOST_DIMENSIONS);
    }

    Duration timeout() {
        return properties.timeout();
    }

    /// The folder of a model; null if none is set.
    @Nullable
    Folder folder() {
        String path = text("model-path");
        return path == null ? null : folder(path);
    }

    private Folder folder(String location) {
        try {
            Path path = Path.of(location).toAbsolutePath().normalize();
            String name = "local".equals(text("provider")) ? text("model-name") : null;
            return new Folder(
                    path,
                    name == null ? String.valueOf(path.getFileName()) : name,
                    pooling(),
                    Objects.requireNonNullElse(properties.raw("model-passage-prefix"), ""),
                    Objects.requireNonNullElse(properties.raw("model-query-prefix"), ""),
                    properties.requiredNumber("model-max-tokens", Folder.LEAST_TOKENS, Folder.MOST_TOKENS));
        } catch (InvalidPathException e) {
            throw new CannotStart("EMBEDDING_MODEL_PATH should be the path of a folder.");
        }
    }

    private Pooling pooling() {
        return switch (text("model-pooling")) {
            case "mean" -> Pooling.MEAN;
            case "cls" -> Pooling.CLS;
            case null, default -> throw new CannotStart("EMBEDDING_MODEL_POOLING should be mean or cls.");
        };
    }

    Account account(String provider) {
        return new Account(properties.key(provider), properties.baseUrl(provider));
    }
}
