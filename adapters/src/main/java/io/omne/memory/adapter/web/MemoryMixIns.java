package io.omne.memory.adapter.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.omne.memory.api.MemoryView;
import io.omne.web.request.ResponseMixIns;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What responses have of types that do not know Jackson.
@Component
public class MemoryMixIns implements ResponseMixIns {

    @Override
    public Map<Class<?>, Class<?>> mixIns() {
        return Map.of(MemoryView.class, Shown.class);
    }

    /// What is not for clients: it shows in the entity tag alone.
    public interface Shown {

        @JsonIgnore
        long sequence();

        @JsonIgnore
        @Nullable
        Integer embeddingModelId();
    }
}
