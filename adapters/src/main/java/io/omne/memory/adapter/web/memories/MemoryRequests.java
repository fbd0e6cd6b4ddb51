package io.omne.memory.adapter.web.memories;

import static java.util.Objects.requireNonNullElse;

import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.adapter.web.document.BodySchemas;
import io.omne.memory.api.NewMemory;
import io.omne.web.request.BodyFields;
import io.omne.web.request.JsonScalars;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Converts JSON objects to new memories and edits.
final class MemoryRequests {

    private MemoryRequests() {}

    /// @throws io.omne.web.problem.RequestProblem with everything that is wrong
    public static NewMemory create(ObjectNode json) {
        var fields = new BodyFields(json, BodySchemas.CREATE);
        Content content = fields.required("content", MemoryRequests::content);
        var details = new Details(
                requireNonNullElse(fields.optional("memory_type", JsonValues::type), MemoryType.DEFAULT),
                fields.optional("title", MemoryRequests::title),
                requireNonNullElse(fields.optional("tags", JsonValues::tags), Tags.NONE),
                requireNonNullElse(fields.optional("metadata", JsonValues::metadata), Metadata.NONE),
                fields.optional("occurred_at", JsonValues::time),
                requireNonNullElse(fields.optional("related_memories", JsonValues::related), RelatedMemories.NONE),
                null);
        var origin = new Origin(
                requireNonNullElse(fields.optional("source", JsonValues::source), MemorySource.DEFAULT),
                fields.optional("source_id", (field, node) -> new SourceId(JsonScalars.text(field, node))),
                fields.optional("conversation_id", JsonValues::uuid));
        fields.check();
        return new NewMemory(Objects.requireNonNull(content), details, origin);
    }

    /// @throws io.omne.web.problem.RequestProblem with everything that is wrong
    static Edit edit(ObjectNode json) {
        var fields = new BodyFields(json, BodySchemas.EDIT);
        var changes = new FieldChanges(fields);
        var edit = new Edit(
                changes.change("content", MemoryRequests::content),
                changes.change("memory_type", JsonValues::type),
                changes.change("title", (field, node) -> Optional.of(title(field, node)), Optional.empty()),
                changes.change("tags", JsonValues::tags, Tags.NONE),
                changes.change("metadata", JsonValues::metadata, Metadata.NONE),
                changes.change(
                        "occurred_at", (field, node) -> Optional.of(JsonValues.time(field, node)), Optional.empty()),
                changes.change("related_memories", JsonValues::related, RelatedMemories.NONE),
                changes.change(
                        "superseded_by",
                        (field, node) -> Optional.of(JsonValues.memory(field, node)),
                        Optional.empty()));
        fields.check();
        return edit;
    }

    private static Content content(String field, JsonNode node) {
        return Content.of(JsonScalars.text(field, node));
    }

    private static Title title(String field, JsonNode node) {
        return new Title(JsonScalars.text(field, node));
    }
}
