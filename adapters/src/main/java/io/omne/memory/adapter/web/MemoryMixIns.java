package io.omne.memory.adapter.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.api.MemoryView;
import io.omne.web.request.ResponseMixIns;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Adds Jackson's annotations to types that do not use Jackson.
@Component
class MemoryMixIns implements ResponseMixIns {

    @Override
    public Map<Class<?>, Class<?>> mixIns() {
        return Map.of(MemoryView.class, Memory.class, EmbeddingFailure.class, EmbeddingError.class);
    }

    /// Hides fields that are not for clients. They are visible in the entity tag only.
    @JsonTypeName("Memory")
    interface Memory {

        @JsonIgnore
        long sequence();

        @JsonIgnore
        @Nullable
        Integer embeddingModelId();
    }

    @JsonTypeName("EmbeddingError")
    interface EmbeddingError {}
}
