package io.omne.embedding.application.modelchange;

import io.omne.access.UserId;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Some of the texts that the next model refuses.
///
/// @param next to go on after; null where these are the last
public record RefusedTexts(List<RefusedText> data, @Nullable Position next) {

    public RefusedTexts {
        data = List.copyOf(data);
    }

    /// @param attempts how many were made
    public record RefusedText(TextKey text, TextFailure failure, int attempts) {}

    /// Of a text, among all.
    public record Position(UserId owner, UUID id) {

        static Position of(TextKey text) {
            return new Position(text.owner(), text.id());
        }
    }
}
