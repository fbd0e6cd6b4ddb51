package io.omne.memory.adapter.web.document;

import static io.omne.web.openapi.Schemas.nullable;

import io.omne.memory.Content;
import io.omne.memory.MemorySource;
import io.omne.memory.Metadata;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.adapter.web.memories.BulkRequest;
import io.omne.memory.adapter.web.memories.JsonValues;
import io.omne.memory.adapter.web.memories.MemoryRequests;
import io.omne.memory.adapter.web.memories.MemoryTypes;
import io.omne.web.openapi.RequestSchema;
import io.omne.web.openapi.Schemas;
import io.omne.web.request.TextValues;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// What the bodies of requests have in them.
public final class BodySchemas {

    private static final String CONTENT = "What is remembered. It must have a character that can be seen.";
    private static final String TYPE = "`meeting_note` is taken as `meeting`.";
    private static final String TAGS =
            "At most %d tags of 1 to %d characters, counted once they are trimmed and without duplicates; in the order given."
                    .formatted(Tags.MAX_COUNT, Tags.MAX_LENGTH);
    private static final String METADATA = String.format(
            Locale.ROOT,
            "An object of up to %,d bytes of JSON, nested at most %d deep, with numbers of up to %,d characters.",
            Metadata.MAX_BYTES,
            Metadata.MAX_DEPTH,
            Metadata.MAX_NUMBER_LENGTH);

    public static final RequestSchema CREATE = RequestSchema.named("NewMemory")
            .withRequired("content", content(), CONTENT)
            .with("memory_type", byDefault(type(), MemoryRequests.DEFAULT_TYPE), TYPE)
            .with("title", nullable(title()), "A short name.")
            .with("tags", nullable(tags()), TAGS)
            .with("metadata", nullable(Schemas.anyObject()), METADATA)
            .with(
                    "source",
                    byDefault(Schemas.word(MemorySource.values()), MemoryRequests.DEFAULT_SOURCE),
                    "Where it came from; never changes.")
            .with(
                    "source_id",
                    nullable(Schemas.text(0, SourceId.MAX_LENGTH)),
                    "What it is called where it came from; never changes.")
            .with("conversation_id", nullable(Schemas.uuid()), "The conversation it belongs to; never changes.");

    public static final RequestSchema BULK = RequestSchema.named("NewMemories")
            .withRequired(
                    "memories",
                    Schemas.array(Schemas.reference(CREATE.name()))
                            .put("minItems", 1)
                            .put("maxItems", BulkRequest.MOST),
                    "1 to %d, as they are created one by one; a bad one stops no other.".formatted(BulkRequest.MOST));

    public static final RequestSchema EDIT = RequestSchema.named("MemoryEdit")
            .with("content", content(), CONTENT + " New content is embedded again.")
            .with("memory_type", type(), TYPE)
            .with("title", nullable(title()), "Null clears it.")
            .with("tags", nullable(tags()), TAGS + " Null clears them.")
            .with("metadata", nullable(Schemas.anyObject()), METADATA + " Null clears it.");

    public static final RequestSchema CHANGE_MODEL = RequestSchema.named("NewModel")
            .withRequired("provider", Schemas.string(), "Such as `local`, `openai` or `cohere`.")
            .with("model", nullable(Schemas.string()), "The provider's default if nothing is said.")
            .with("dimension", nullable(positive()), "The model's own if nothing is said.")
            .with("per_second", nullable(positive()), "Memories a second over all instances; no limit if not said.")
            .with(
                    "check",
                    nullable(Schemas.bool().put("default", true)),
                    "Whether the model has to embed one text before the change begins.");

    /// Of which exactly one is to be given.
    public static final RequestSchema STEER_CHANGE = RequestSchema.named("ModelChangeEdit")
            .with("paused", nullable(Schemas.bool()), "Whether it is to wait, or go on.")
            .with("per_second", nullable(positive()), "Memories a second over all instances; null is no limit.");

    private BodySchemas() {}

    private static ObjectNode content() {
        return Schemas.text(1, Content.MAX_LENGTH);
    }

    private static ObjectNode type() {
        return Schemas.word(MemoryTypes.names());
    }

    /// What is taken where nothing, or null, is said.
    private static ObjectNode byDefault(ObjectNode schema, Enum<?> value) {
        return nullable(schema).put("default", TextValues.nameOf(value));
    }

    private static ObjectNode title() {
        return Schemas.text(0, Title.MAX_LENGTH);
    }

    private static ObjectNode tags() {
        // Tags are counted and measured later than they are sent: only the empty one is refused in any case.
        ObjectNode tag = Schemas.string().put("minLength", 1);
        return Schemas.array(tag);
    }

    private static ObjectNode positive() {
        return Schemas.integer(1, JsonValues.LARGEST);
    }
}
