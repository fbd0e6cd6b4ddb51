package io.omne.plain;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a PATCH. What is null stays as it is.
record MemoryEdit(
        @Nullable @Pattern(regexp = "(?s).*\\S.*") @Size(max = 50_000)
        String content,

        @Nullable @Pattern(regexp = NewMemory.TYPES) String memoryType,

        @Nullable @Size(max = 500) String title,

        @Nullable @Size(max = 50) List<@Size(min = 1, max = 100) String> tags,

        @Nullable Map<String, Object> metadata) {}
