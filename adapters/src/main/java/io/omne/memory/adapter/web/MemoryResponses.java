package io.omne.memory.adapter.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.omne.embedding.Vector;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.adapter.web.events.HistoryEntry;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import io.omne.web.request.ResponseBody;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The response bodies of the routes of memories.
public interface MemoryResponses {

    @JsonTypeName("Memory")
    record One(@JsonUnwrapped MemoryView memory) implements ResponseBody {}

    /// @param embedding one vector for each passage, null while there are none
    @JsonTypeName("Memory")
    record WithEmbedding(
            @JsonUnwrapped MemoryView memory, @Nullable List<float[]> embedding) implements ResponseBody {

        public static WithEmbedding of(MemoryView memory, List<Vector> passages) {
            return new WithEmbedding(
                    memory,
                    passages.isEmpty()
                            ? null
                            : passages.stream().map(Vector::components).toList());
        }
    }

    @JsonTypeName("MemoryPage")
    record Page(List<MemoryView> data, Meta meta) implements ResponseBody {

        public static Page of(ListMemories query, MemoryPage page, @Nullable String nextCursor) {
            return new Page(
                    page.data(),
                    switch (query.start()) {
                        case PageStart.Page it -> {
                            Long total = page.total();
                            yield new Numbered(
                                    it.number(),
                                    query.perPage(),
                                    total,
                                    page.totalAtLeast(),
                                    total == null ? null : Math.ceilDiv(total, query.perPage()),
                                    nextCursor);
                        }
                        case PageStart.After _ -> new Walked(query.perPage(), nextCursor);
                    });
        }
    }

    record History(List<HistoryEntry> data, Walked meta) implements ResponseBody {}

    @JsonTypeName("MemoryEvent")
    record Event(UUID memoryId, @JsonUnwrapped HistoryEntry happened) implements ResponseBody {

        public static Event of(SequencedEvent it) {
            return new Event(it.event().id().value(), HistoryEntry.of(it));
        }
    }

    /// An event of another module, which describes its form.
    record OtherEvent(@JsonValue Record data) implements ResponseBody {}

    /// Describes the page of an answer.
    @JsonTypeName("PageMeta")
    sealed interface Meta {}

    record Numbered(
            int page,
            int perPage,
            @Nullable Long total,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long totalAtLeast,

            @Nullable Long totalPages,
            @Nullable String nextCursor)
            implements Meta {}

    @JsonTypeName("CursorMeta")
    record Walked(int perPage, @Nullable String nextCursor) implements Meta {}

    /// @param failed how many of those sent were not created
    /// @param ids in the order sent, null for each that was not created
    record Bulk(int created, int failed, List<@Nullable UUID> ids, List<BulkError> errors, List<CleanedField> cleaned)
            implements ResponseBody {}

    /// @param index of the one that was not created, from 0
    /// @param field null if the error is about the whole memory
    record BulkError(
            int index,
            String code,
            String message,
            @Nullable String field) {}

    /// A field from which markup was removed.
    ///
    /// @param index of the memory, from 0
    record CleanedField(int index, String field) {}

    @JsonTypeName("EmbeddingRetry")
    record Retry(UUID id, EmbeddingStatus embeddingStatus) implements ResponseBody {}
}
