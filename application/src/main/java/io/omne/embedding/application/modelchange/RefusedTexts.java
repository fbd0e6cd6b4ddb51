package io.omne.embedding.application.modelchange;

import io.omne.access.UserId;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Some of the texts that the next model refuses.
///
/// @param next the position after which the next page begins; null on the last page
public record RefusedTexts(List<RefusedText> data, @Nullable Position next) {

    public RefusedTexts {
        data = List.copyOf(data);
    }

    /// @param attempts the number of attempts
    public record RefusedText(TextKey text, TextFailure failure, int attempts) {}

    /// The position of a text among all texts.
    public record Position(UserId owner, UUID id) {

        static Position of(TextKey text) {
            return new Position(text.owner(), text.id());
        }
    }
}
