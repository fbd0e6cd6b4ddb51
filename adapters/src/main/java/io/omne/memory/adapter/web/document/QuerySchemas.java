package io.omne.memory.adapter.web.document;

import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.adapter.web.events.EventIds;
import io.omne.memory.adapter.web.events.LastEventId;
import io.omne.memory.adapter.web.list.ListParameters;
import io.omne.memory.adapter.web.memories.MemoryParameters;
import io.omne.memory.adapter.web.memories.MemoryTypes;
import io.omne.memory.api.MemoryFilter.TagsMatch;
import io.omne.memory.api.MemoryOrder.By;
import io.omne.memory.api.MemoryOrder.Direction;
import io.omne.web.openapi.RequestSchema;
import io.omne.web.openapi.Schemas;
import io.omne.web.request.CommonParameters;
import io.omne.web.request.TextValues;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What the parameters of requests are.
public final class QuerySchemas {

    private static final String PER_PAGE = "How many are answered at most.";

    public static final RequestSchema FIND = RequestSchema.NONE.with(
            "include", Schemas.word(Stream.of(MemoryParameters.EMBEDDING)), "The vectors too, one for each passage.");

    public static final RequestSchema LIST = RequestSchema.NONE
            .with("memory_type", Schemas.word(MemoryTypes.names()), "Only memories of this type.")
            .with("source", Schemas.word(MemorySource.values()), "Only memories from there.")
            .with("embedding_status", Schemas.word(EmbeddingStatus.values()), "Only memories that are so far.")
            .with("tags", Schemas.string(), "Separated by commas: only memories that have them.")
            .with(
                    "tag",
                    Schemas.array(Schemas.string()),
                    "Only memories that have this tag, which may have commas. May be repeated; counts with those of `tags`.")
            .with(
                    "tags_match",
                    byDefault(TagsMatch.values(), ListParameters.TAGS_MATCH),
                    "Whether a memory needs all of the tags that `tags` and `tag` name, or any.")
            .with("created_after", Schemas.timestamp(), "Only memories created later.")
            .with("created_before", Schemas.timestamp(), "Only memories created earlier.")
            .with("sort_by", byDefault(By.values(), ListParameters.SORT_BY), "What the memories are sorted by.")
            .with(
                    "sort_order",
                    byDefault(Direction.values(), ListParameters.SORT_ORDER),
                    "Which way; ties are broken by id.")
            .with("per_page", perPage(), PER_PAGE)
            .with("page", Schemas.integer().put("minimum", 1), "From 1; page times per_page is at most 10,000.")
            .with("cursor", Schemas.string(), "Instead of page: the `next_cursor` of the page before.");

    public static final RequestSchema HISTORY = RequestSchema.NONE
            .with("per_page", perPage(), PER_PAGE)
            .with("cursor", Schemas.string(), "The `next_cursor` of the page before.");

    public static final RequestSchema REFUSED_TEXTS = HISTORY;

    public static final RequestSchema EVENTS = RequestSchema.NONE.with(
            LastEventId.PARAMETER,
            eventId(),
            "For a client that cannot set `Last-Event-ID`, which comes first; empty for none.");

    public static final RequestSchema DEAD_LETTERS = RequestSchema.NONE.with("per_page", perPage(), PER_PAGE);

    private QuerySchemas() {}

    static ObjectNode eventId() {
        return Schemas.string().put("pattern", "^(" + EventIds.FORM + ")?$");
    }

    private static ObjectNode byDefault(Enum<?>[] values, Enum<?> value) {
        return Schemas.word(values).put("default", TextValues.nameOf(value));
    }

    private static ObjectNode perPage() {
        return Schemas.integer(1, CommonParameters.MOST_PER_PAGE).put("default", CommonParameters.PER_PAGE);
    }
}
