package io.omne.embedding.adapter.web;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.omne.embedding.application.modelchange.RefusedTexts;
import io.omne.web.request.ResponseBody;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page of the texts that block a change of the model.
@JsonTypeName("RefusedTexts")
record RefusedTextPage(List<Refused> data, Meta meta) implements ResponseBody {

    static RefusedTextPage of(RefusedTexts it, int perPage, @Nullable String nextCursor) {
        return new RefusedTextPage(it.data().stream().map(Refused::of).toList(), new Meta(perPage, nextCursor));
    }

    /// @param memoryId the id of the text, whichever source it is of
    @JsonTypeName("RefusedText")
    record Refused(UUID memoryId, UUID userId, String code, String message, int attempts) {

        static Refused of(RefusedTexts.RefusedText it) {
            return new Refused(
                    it.text().id(),
                    it.text().owner().value(),
                    it.failure().code(),
                    it.failure().message(),
                    it.attempts());
        }
    }

    @JsonTypeName("CursorMeta")
    record Meta(int perPage, @Nullable String nextCursor) {}
}
