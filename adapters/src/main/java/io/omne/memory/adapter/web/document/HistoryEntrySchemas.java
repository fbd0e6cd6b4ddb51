package io.omne.memory.adapter.web.document;

import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.application.streaming.EventName;
import io.omne.web.openapi.Schemas;
import io.omne.web.request.TextValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The schemas of what events bring, as {@link io.omne.memory.adapter.web.events.HistoryEntry} tells it.
final class HistoryEntrySchemas {

    private HistoryEntrySchemas() {}

    /// What events of every type bring, each property with the types that have it.
    static Map<String, ObjectNode> changes(ResponseSchemas answers) {
        var changes = new LinkedHashMap<String, ObjectNode>();
        var types = new LinkedHashMap<String, List<String>>();
        for (EventName name : EventName.values()) {
            change(name, answers).forEach((property, schema) -> {
                ObjectNode other = changes.putIfAbsent(property, schema);
                if (other != null && !other.equals(schema)) {
                    throw new IllegalStateException("in Happenings: %s has two schemas".formatted(property));
                }
                types.computeIfAbsent(property, _ -> new ArrayList<>()).add("`" + TextValues.nameOf(name) + "`");
            });
        }
        changes.forEach((property, schema) -> schema.put(
                "description",
                "Of events of type %s.".formatted(String.join(", ", types.getOrDefault(property, List.of())))));
        return changes;
    }

    /// What events of one type bring.
    static Map<String, ObjectNode> change(EventName name, ResponseSchemas answers) {
        var change = new LinkedHashMap<String, ObjectNode>();
        switch (name) {
            case CREATED -> {
                change.put("content", Schemas.string());
                change.put("memory_type", Schemas.word(MemoryType.values()));
                change.put("source", Schemas.word(MemorySource.values()));
                change.put("source_id", Schemas.nullable(Schemas.string()));
                change.put("title", Schemas.nullable(Schemas.string()));
                change.put("tags", Schemas.array(Schemas.string()));
                change.put("metadata", Schemas.anyObject());
                change.put("conversation_id", Schemas.nullable(Schemas.uuid()));
            }
            case CONTENT_CHANGED -> change.put("content", Schemas.string());
            case TYPE_CHANGED -> change.put("memory_type", Schemas.word(MemoryType.values()));
            case TITLE_CHANGED -> change.put("title", Schemas.nullable(Schemas.string()));
            case TAGS_CHANGED -> change.put("tags", Schemas.array(Schemas.string()));
            case METADATA_CHANGED -> change.put("metadata", Schemas.anyObject());
            case DELETED, EMBEDDING_RETRY_ASKED -> {}
            case EMBEDDING_STARTED -> {
                change.put("revision", Schemas.integer());
                change.put("attempt", Schemas.integer());
            }
            case EMBEDDING_INTERRUPTED -> change.put("revision", Schemas.integer());
            case EMBEDDING_COMPLETED -> {
                change.put("revision", Schemas.integer());
                change.put("model", Schemas.string());
                change.put("passages", Schemas.integer());
                change.put("error", error(answers));
            }
            case EMBEDDING_POSTPONED -> {
                change.put("revision", Schemas.integer());
                change.put("error", error(answers));
                change.put("retry_at", Schemas.timestamp());
            }
            case EMBEDDING_FAILED -> {
                change.put("revision", Schemas.integer());
                change.put("error", error(answers));
            }
        }
        return change;
    }

    /// One schema for all types of events that have it: null only where passages were left out of none.
    private static ObjectNode error(ResponseSchemas answers) {
        return Schemas.nullable(answers.reference(EmbeddingFailure.class));
    }
}
