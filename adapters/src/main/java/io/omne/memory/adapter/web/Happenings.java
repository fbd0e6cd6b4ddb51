package io.omne.memory.adapter.web;

import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.application.EventName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The schemas of what events bring, as {@link Happened} tells it.
final class Happenings {

    private Happenings() {}

    /// Every kind of event with what it brings.
    ///
    /// @param common what they all have, their `type` included
    static ObjectNode anyOf(AnswerSchemas answers, ObjectNode common) {
        return Schemas.anyOf(Stream.of(EventName.values()).map(name -> one(common.deepCopy(), name, answers)));
    }

    private static ObjectNode one(ObjectNode event, EventName name, AnswerSchemas answers) {
        var properties = (ObjectNode) event.get("properties");
        var required = (ArrayNode) event.get("required");
        properties.set("type", Schemas.constant(Words.nameOf(name)));
        change(name, answers).forEach((field, schema) -> {
            properties.set(field, schema);
            required.add(field);
        });
        return event.put("title", Words.nameOf(name));
    }

    static Map<String, ObjectNode> change(EventName name, AnswerSchemas answers) {
        var change = new LinkedHashMap<String, ObjectNode>();
        switch (name) {
            case CREATED -> {
                change.put("content", Schemas.string());
                change.put("memory_type", Schemas.word(MemoryType.values()));
                change.put("source", Schemas.word(MemorySource.values()));
                change.put("source_id", Schemas.nullable(Schemas.string()));
                change.put("title", Schemas.nullable(Schemas.string()));
                change.put("tags", Schemas.array(Schemas.string()));
                change.put("metadata", Schemas.object());
                change.put("conversation_id", Schemas.nullable(Schemas.uuid()));
            }
            case CONTENT_CHANGED -> change.put("content", Schemas.string());
            case TYPE_CHANGED -> change.put("memory_type", Schemas.word(MemoryType.values()));
            case TITLE_CHANGED -> change.put("title", Schemas.nullable(Schemas.string()));
            case TAGS_CHANGED -> change.put("tags", Schemas.array(Schemas.string()));
            case METADATA_CHANGED -> change.put("metadata", Schemas.object());
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
                change.put("error", Schemas.nullable(answers.reference(EmbeddingFailure.class)));
            }
            case EMBEDDING_POSTPONED -> {
                change.put("revision", Schemas.integer());
                change.put("error", answers.reference(EmbeddingFailure.class));
                change.put("retry_at", Schemas.timestamp());
            }
            case EMBEDDING_FAILED -> {
                change.put("revision", Schemas.integer());
                change.put("error", answers.reference(EmbeddingFailure.class));
            }
        }
        return change;
    }
}
