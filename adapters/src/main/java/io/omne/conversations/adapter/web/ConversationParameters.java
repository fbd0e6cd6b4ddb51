package io.omne.conversations.adapter.web;

import io.omne.access.UserId;
import io.omne.memory.api.MemoryOrder.Direction;
import io.omne.validation.InvalidValue;
import io.omne.web.openapi.RequestSchema;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.CommonParameters;
import io.omne.web.request.CursorScope;
import io.omne.web.request.Cursors;
import io.omne.web.request.QueryParameters;
import io.omne.web.request.TextValues;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Reads the paths and parameters of the routes of conversations.
final class ConversationParameters {

    private ConversationParameters() {}

    /// @throws RequestProblem with status 400 if the text is not a UUID
    static UUID id(String text) {
        try {
            return TextValues.uuid("id", text);
        } catch (InvalidValue e) {
            throw RequestProblem.of(FieldError.of(e));
        }
    }

    /// A requested page.
    ///
    /// @param direction null if the request does not say
    /// @param cursor null for the first page
    record Wanted(
            @Nullable Direction direction,
            int perPage,
            @Nullable String cursor) {}

    static Wanted page(MultiValueMap<String, String> parameters, RequestSchema known) {
        var query = new QueryParameters(parameters, known);
        Direction direction =
                query.optional("order", (field, text) -> TextValues.oneOf(Direction.values(), field, text));
        int perPage = CommonParameters.perPage(query);
        String cursor = query.optional("cursor", Cursors::checked);
        query.check();
        return new Wanted(direction, perPage, cursor);
    }

    static boolean keepsExtracted(MultiValueMap<String, String> parameters) {
        var query = new QueryParameters(parameters, ConversationApi.DELETE);
        Boolean keeps = query.optional("keep_extracted", TextValues::bool);
        query.check();
        return Boolean.TRUE.equals(keeps);
    }

    /// The scope of the cursors of a user's list.
    static CursorScope scope(UserId owner) {
        return CursorScope.of(Stream.of("conversations", owner));
    }

    /// The scope of the cursors of a conversation's messages.
    static CursorScope scope(UserId owner, UUID conversation, Direction direction) {
        return CursorScope.of(Stream.of("messages", owner, conversation, direction));
    }
}
