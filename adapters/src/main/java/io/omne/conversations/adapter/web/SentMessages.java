package io.omne.conversations.adapter.web;

import static java.util.Objects.requireNonNullElse;

import io.omne.access.UserId;
import io.omne.conversations.Role;
import io.omne.conversations.adapter.web.ConversationResponses.CleanedMessage;
import io.omne.conversations.adapter.web.ConversationResponses.MessageError;
import io.omne.conversations.api.AddMessages;
import io.omne.conversations.api.NewMessage;
import io.omne.memory.Content;
import io.omne.memory.Metadata;
import io.omne.memory.SourceId;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.BodyFields;
import io.omne.web.request.JsonBody;
import io.omne.web.request.JsonObjects;
import io.omne.web.request.JsonScalars;
import io.omne.web.request.RateLimit;
import io.omne.web.request.TextValues;
import io.omne.web.request.Timestamps;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages of one body. Each is valid or invalid by itself.
///
/// @param size how many were sent
/// @param good the valid messages by their index
/// @param errors the errors of the invalid messages
record SentMessages(int size, SortedMap<Integer, NewMessage> good, List<MessageError> errors) {

    /// @throws RequestProblem if the body is not a list of 1 to 100 messages
    static SentMessages read(HttpHeaders headers, byte[] body) {
        var fields = new BodyFields(JsonBody.read(headers, body), ConversationApi.MESSAGES);
        ArrayNode items = fields.required("messages", SentMessages::items);
        fields.check();
        var good = new TreeMap<Integer, NewMessage>();
        var errors = new ArrayList<MessageError>();
        int size = Objects.requireNonNull(items).size();
        for (int i = 0; i < size; i++) {
            try {
                good.put(i, message(items.get(i)));
            } catch (RequestProblem e) {
                int index = i;
                e.errors()
                        .forEach(it ->
                                errors.add(new MessageError(index, it.code().text(), it.message(), it.field())));
            } catch (InvalidValue e) {
                errors.add(error(i, e));
            }
        }
        return new SentMessages(size, good, errors);
    }

    private static ArrayNode items(String field, JsonNode node) {
        if (!(node instanceof ArrayNode items)) {
            throw new InvalidValue(field, ErrorCode.WRONG_TYPE, "must be a list of messages");
        }
        AddMessages.check(items.size());
        return items;
    }

    private static NewMessage message(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            throw new InvalidValue("messages", ErrorCode.WRONG_TYPE, "must be a JSON object");
        }
        var fields = new BodyFields(object, ConversationApi.MESSAGE);
        SourceId id = fields.required("id", (field, it) -> NewMessage.checkId(JsonScalars.text(field, it)));
        Role role = fields.required(
                "role", (field, it) -> TextValues.oneOf(Role.values(), field, JsonScalars.text(field, it)));
        String speaker =
                fields.optional("speaker", (field, it) -> NewMessage.checkSpeaker(JsonScalars.text(field, it)));
        Content content = fields.required("content", (field, it) -> Content.of(JsonScalars.text(field, it)));
        OffsetDateTime sentAt =
                fields.optional("sent_at", (field, it) -> Timestamps.withOffset(field, JsonScalars.text(field, it)));
        Metadata metadata = fields.optional("metadata", SentMessages::metadata);
        fields.check();
        return new NewMessage(
                Objects.requireNonNull(id),
                Objects.requireNonNull(role),
                speaker,
                Objects.requireNonNull(content),
                sentAt,
                requireNonNullElse(metadata, Metadata.NONE));
    }

    private static Metadata metadata(String field, JsonNode node) {
        if (!node.isObject()) {
            throw new InvalidValue(field, ErrorCode.WRONG_TYPE, "must be an object");
        }
        return NewMessage.checkMetadata(new Metadata(JsonObjects.values(node)));
    }

    /// The command for the valid messages; there must be one.
    CreateMemories command(UserId owner, UUID conversation) {
        return new AddMessages(owner, conversation, List.copyOf(good.values())).command();
    }

    /// @param added the result of the {@link #command}
    ConversationResponses.Added answer(CreatedMemories added) {
        var ids = new ArrayList<@Nullable UUID>(size);
        for (int i = 0; i < size; i++) {
            ids.add(null);
        }
        var all = new ArrayList<>(errors);
        var cleaned = new ArrayList<CleanedMessage>();
        List<Integer> asked = List.copyOf(good.keySet());
        List<Integer> left = new ArrayList<>(asked);
        added.rejected().forEach(it -> {
            Integer index = asked.get(it.index());
            left.remove(/* element */ index);
            it.errors().forEach(e -> all.add(error(index, e)));
        });
        added.existing().forEach(it -> {
            Integer index = asked.get(it.index());
            left.remove(/* element */ index);
            ids.set(index, it.id().value());
        });
        int created = added.memories().size();
        for (int i = 0; i < left.size(); i++) {
            int index = left.get(i);
            if (i < created) {
                ids.set(index, added.memories().get(i).id());
                added.cleaned().get(i).forEach(field -> cleaned.add(new CleanedMessage(index, field)));
            } else {
                all.add(new MessageError(index, RateLimit.CODE, "is over the limit of its user for now", null));
            }
        }
        all.sort(Comparator.comparingInt(MessageError::index));
        int existing = added.existing().size();
        return new ConversationResponses.Added(created, existing, size - created - existing, ids, all, cleaned);
    }

    private static MessageError error(int index, InvalidValue e) {
        return new MessageError(index, e.code().text(), String.valueOf(e.getMessage()), e.field());
    }
}
