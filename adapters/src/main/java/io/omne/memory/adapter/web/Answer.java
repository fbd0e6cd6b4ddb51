package io.omne.memory.adapter.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.omne.embedding.Vector;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.application.ListMemories;
import io.omne.memory.application.MemoryPage;
import io.omne.memory.application.MemoryView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the routes answer with. {@link AnswerCodec} writes it.
sealed interface Answer {

    record One(@JsonUnwrapped MemoryView memory) implements Answer {}

    /// @param embedding one vector a passage, null until there are some
    record WithEmbedding(
            @JsonUnwrapped MemoryView memory, @Nullable List<float[]> embedding) implements Answer {

        static WithEmbedding of(MemoryView memory, List<Vector> passages) {
            return new WithEmbedding(
                    memory,
                    passages.isEmpty()
                            ? null
                            : passages.stream().map(Vector::components).toList());
        }
    }

    record Page(List<MemoryView> data, Meta meta) implements Answer {

        static Page of(ListMemories query, MemoryPage page) {
            long pages = Math.ceilDiv(page.total(), query.perPage());
            return new Page(page.data(), new Meta(query.page(), query.perPage(), page.total(), pages, null));
        }
    }

    record Meta(
            int page,
            int perPage,
            long total,
            long totalPages,
            @Nullable String nextCursor) {}

    record Retry(UUID id, EmbeddingStatus embeddingStatus) implements Answer {}
}
