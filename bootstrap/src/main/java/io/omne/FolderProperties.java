package io.omne;

import io.omne.embedding.application.LocalModelSettings.Folder;
import io.omne.embedding.application.LocalModelSettings.Pooling;
import io.omne.validation.CannotStart;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;

/// Reads `embedding.model-*`, the settings of a model in a folder.
///
/// Throws {@link CannotStart} as {@link EmbeddingProperties} does.
final class FolderProperties {

    private final EmbeddingProperties properties;

    FolderProperties(EmbeddingProperties properties) {
        this.properties = properties;
    }

    Folder folder(String location) {
        try {
            Path path = Path.of(location).toAbsolutePath().normalize();
            String name = "local".equals(properties.text("provider")) ? properties.text("model-name") : null;
            return new Folder(
                    path,
                    name == null ? String.valueOf(path.getFileName()) : name,
                    pooling(),
                    Objects.requireNonNullElse(properties.raw("model-passage-prefix"), ""),
                    Objects.requireNonNullElse(properties.raw("model-query-prefix"), ""),
                    maxTokens());
        } catch (InvalidPathException e) {
            throw new CannotStart("EMBEDDING_MODEL_PATH should be the path of a folder.");
        }
    }

    private Pooling pooling() {
        return switch (properties.text("model-pooling")) {
            case "mean" -> Pooling.MEAN;
            case "cls" -> Pooling.CLS;
            case null, default -> throw new CannotStart("EMBEDDING_MODEL_POOLING should be mean or cls.");
        };
    }

    private int maxTokens() {
        String text = properties.text("model-max-tokens");
        if (text != null && text.matches("[1-9][0-9]{0,4}")) {
            int tokens = Integer.parseInt(text);
            if (tokens >= Folder.LEAST_TOKENS && tokens <= Folder.MOST_TOKENS) {
                return tokens;
            }
        }
        throw new CannotStart("EMBEDDING_MODEL_MAX_TOKENS should be a whole number from %d to %d."
                .formatted(Folder.LEAST_TOKENS, Folder.MOST_TOKENS));
    }
}
