package io.omne.conversations.adapter.rules;

import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import io.omne.memory.MemoryType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a family of rules found.
///
/// @param said the sentence that says it, or a part of it
/// @param at when it happens; null if the sentence does not say
/// @param fact what it gives the value of; null if later memories cannot take its place
record Found(
        MemoryType type,
        Sentence said,
        @Nullable Instant at,
        @Nullable Fact fact) {

    Found(MemoryType type, Sentence said, @Nullable Instant at) {
        this(type, said, at, null);
    }
}
