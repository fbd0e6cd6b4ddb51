package io.omne.conversations.adapter.web;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.omne.conversations.api.ConversationView;
import io.omne.conversations.api.FindSources;
import io.omne.memory.api.MemoryView;
import io.omne.web.request.ResponseBody;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The response bodies of the routes of conversations.
interface ConversationResponses {

    @JsonTypeName("Conversation")
    record One(@JsonUnwrapped ConversationView conversation) implements ResponseBody {}

    @JsonTypeName("ConversationPage")
    record Page(List<ConversationView> data, Meta meta) implements ResponseBody {}

    @JsonTypeName("MessagePage")
    record Messages(List<MemoryView> data, Meta meta) implements ResponseBody {}

    @JsonTypeName("MemorySources")
    record MemorySources(List<MessagePart> data) implements ResponseBody {

        static MemorySources of(FindSources.Sources sources) {
            return new MemorySources(sources.all().stream()
                    .map(it -> new MessagePart(
                            it.message().value(), it.start(), it.end(), it.quote(), it.isChanged(), it.isDeleted()))
                    .toList());
        }
    }

    @JsonTypeName("MemorySource")
    record MessagePart(UUID memoryId, int start, int end, String quote, boolean changed, boolean deleted) {}

    @JsonTypeName("ConversationCursor")
    record Meta(int perPage, @Nullable String nextCursor) {}

    /// @param created how many are new
    /// @param existing how many the conversation had already
    /// @param failed how many were not added
    /// @param ids in the order sent, null for each that was not added
    @JsonTypeName("AddedMessages")
    record Added(
            int created,
            int existing,
            int failed,
            List<@Nullable UUID> ids,
            List<MessageError> errors,
            List<CleanedMessage> cleaned)
            implements ResponseBody {}

    /// @param index of the message that was not added, from 0
    /// @param field null if the error is about the whole message
    @JsonTypeName("MessageError")
    record MessageError(
            int index,
            String code,
            String message,
            @Nullable String field) {}

    /// A field from which markup was removed.
    ///
    /// @param index of the message, from 0
    @JsonTypeName("CleanedMessage")
    record CleanedMessage(int index, String field) {}
}
