package io.omne.conversations.application.extractor;

import java.util.List;

/// What an extractor found.
///
/// @param leftOut why items of its answer are no memories, one reason for each
public record ExtractionResult(List<ExtractedMemory> memories, List<LeftOut> leftOut) {

    public ExtractionResult {
        memories = List.copyOf(memories);
        leftOut = List.copyOf(leftOut);
    }

    public static ExtractionResult of(List<ExtractedMemory> memories) {
        return new ExtractionResult(memories, List.of());
    }
}
