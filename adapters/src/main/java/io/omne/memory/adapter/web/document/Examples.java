package io.omne.memory.adapter.web.document;

import io.omne.web.openapi.RequestSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What is shown beside the schemas, to begin with.
final class Examples {

    private static final String CREATE = """
            {
              "content": "The ferry leaves at nine.",
              "title": "Ferry",
              "tags": ["travel", "island"],
              "metadata": {"pier": 4},
              "source": "chat",
              "conversation_id": "019a1b2c-3d4e-7f00-8a1b-2c3d4e5f6071"
            }""";

    private static final String MEMORY = """
            {
              "id": "019a1b2c-5000-7abc-9def-0123456789ab",
              "user_id": "7b1f2c9e-4a6d-4e0b-9c3a-2f5d8e1a6b40",
              "content": "The ferry leaves at nine.",
              "memory_type": "note",
              "source": "chat",
              "source_id": null,
              "title": "Ferry",
              "tags": ["travel", "island"],
              "metadata": {"pier": 4},
              "embedding_status": "pending",
              "embedding_model": null,
              "embedding_updated_at": null,
              "embedding_error": null,
              "created_at": "2026-11-02T07:30:00.123456Z",
              "updated_at": "2026-11-02T07:30:00.123456Z",
              "accessed_at": "2026-11-02T07:30:00.123456Z",
              "related_memories": [],
              "conversation_id": "019a1b2c-3d4e-7f00-8a1b-2c3d4e5f6071",
              "version": 1
            }""";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Examples() {}

    /// Null where a body has none.
    static @Nullable ObjectNode of(RequestSchema body) {
        if (body == BodySchemas.CREATE) {
            return object(CREATE);
        }
        if (body == BodySchemas.BULK) {
            ObjectNode bulk = JsonNodeFactory.instance.objectNode();
            bulk.putArray("memories").add(object(CREATE)).addObject().put("content", "The last one back is at six.");
            return bulk;
        }
        return null;
    }

    /// Null where a component has none.
    static @Nullable ObjectNode of(String component) {
        return component.equals("Memory") ? object(MEMORY) : null;
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) JSON.readTree(text);
    }
}
