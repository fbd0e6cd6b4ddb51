package io.omne.memory.adapter.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.api.MemoryView;
import io.omne.web.request.ResponseMixIns;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What responses have of types that do not know Jackson.
@Component
class MemoryMixIns implements ResponseMixIns {

    @Override
    public Map<Class<?>, Class<?>> mixIns() {
        return Map.of(MemoryView.class, Memory.class, EmbeddingFailure.class, EmbeddingError.class);
    }

    /// Without what is not for clients: it shows in the entity tag alone.
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
