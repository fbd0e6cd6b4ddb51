package io.omne.memory.adapter.web.memories;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.memory.adapter.web.MemoryResponses;
import io.omne.memory.adapter.web.MemoryResponses.BulkError;
import io.omne.memory.adapter.web.MemoryResponses.CleanedField;
import io.omne.memory.adapter.web.document.BodySchemas;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.CreatedMemories.RejectedMemory;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.api.NewMemory;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.BodyFields;
import io.omne.web.request.JsonBody;
import io.omne.web.request.RateLimit;
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

/// The memories of one body. Each is valid or invalid by itself.
///
/// @param size how many were sent
/// @param good the valid memories by their index
/// @param errors the errors of the invalid memories
/// @param key null if the request has no key
record BulkRequest(
        int size,
        SortedMap<Integer, NewMemory> good,
        List<BulkError> errors,
        @Nullable IdempotencyKey key) {

    public static final int MOST = 100;

    /// @throws RequestProblem if the body is not a list of 1 to 100 memories
    static BulkRequest read(HttpHeaders headers, byte[] body) {
        ObjectNode json = JsonBody.read(headers, body);
        var fields = new BodyFields(json, BodySchemas.BULK);
        ArrayNode items = fields.required("memories", BulkRequest::items);
        fields.check();
        var good = new TreeMap<Integer, NewMemory>();
        var errors = new ArrayList<BulkError>();
        int size = Objects.requireNonNull(items).size();
        for (int i = 0; i < size; i++) {
            try {
                good.put(i, item(items.get(i)));
            } catch (RequestProblem e) {
                int index = i;
                e.errors()
                        .forEach(it -> errors.add(new BulkError(index, it.code().text(), it.message(), it.field())));
            } catch (InvalidValue e) {
                errors.add(new BulkError(i, e.code().text(), String.valueOf(e.getMessage()), null));
            }
        }
        return new BulkRequest(size, good, errors, IdempotencyKeyHeader.of(headers, "bulk", json));
    }

    private static ArrayNode items(String field, JsonNode node) {
        if (!(node instanceof ArrayNode items)) {
            throw new InvalidValue(field, ErrorCode.WRONG_TYPE, "must be a list of memories");
        }
        if (items.isEmpty()) {
            throw new InvalidValue(field, ErrorCode.TOO_FEW, "must have 1 memory at least");
        }
        if (items.size() > MOST) {
            throw new InvalidValue(field, ErrorCode.TOO_MANY, "must have %d memories at most".formatted(MOST));
        }
        return items;
    }

    private static NewMemory item(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return MemoryRequests.create(object);
        }
        throw new InvalidValue("memories", ErrorCode.WRONG_TYPE, "must be a JSON object");
    }

    public CreateMemories command(UserId owner, @Nullable Allowance allowance) {
        return new CreateMemories(owner, Kind.MEMORIES, allowance, List.copyOf(good.values()), key);
    }

    /// @param answer the result of the {@link #command}
    public MemoryResponses.Bulk answer(CreatedMemories answer) {
        var ids = new ArrayList<@Nullable UUID>(size);
        for (int i = 0; i < size; i++) {
            ids.add(null);
        }
        var all = new ArrayList<>(errors);
        var cleaned = new ArrayList<CleanedField>();
        List<Integer> asked = List.copyOf(good.keySet());
        List<Integer> valid = new ArrayList<>(asked);
        for (RejectedMemory rejected : answer.rejected()) {
            Integer index = asked.get(rejected.index());
            valid.remove(/* element */ index);
            rejected.errors().forEach(e -> all.add(error(index, e)));
        }
        int created = answer.memories().size();
        for (int i = 0; i < valid.size(); i++) {
            int index = valid.get(i);
            if (i < created) {
                ids.set(index, answer.memories().get(i).id());
                answer.cleaned().get(i).forEach(field -> cleaned.add(new CleanedField(index, field)));
            } else {
                all.add(new BulkError(index, RateLimit.CODE, "is over the limit of its user for now", null));
            }
        }
        all.sort(Comparator.comparingInt(BulkError::index));
        return new MemoryResponses.Bulk(created, size - created, ids, all, cleaned);
    }

    private static BulkError error(int index, InvalidValue e) {
        return new BulkError(index, e.code().text(), String.valueOf(e.getMessage()), e.field());
    }
}
