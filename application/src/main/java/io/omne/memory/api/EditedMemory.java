package io.omne.memory.api;

import java.util.List;

/// The result of {@link EditMemory}.
///
/// @param memory the memory after the edit
/// @param cleaned the fields whose new value lost markup, such as `content` or `metadata.note`
public record EditedMemory(MemoryView memory, List<String> cleaned) {

    public EditedMemory {
        cleaned = List.copyOf(cleaned);
    }
}
