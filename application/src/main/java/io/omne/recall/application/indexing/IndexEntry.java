package io.omne.recall.application.indexing;

import io.omne.memory.MemoryKey;
import io.omne.recall.application.Term;
import io.omne.recall.domain.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the index has of a memory.
///
/// @param happenedAt when what the memory tells of happened
/// @param terms of all its fields; positions are far apart between fields
/// @param pieces ids of word pieces
public record IndexEntry(
        MemoryKey key,
        @Nullable UUID conversation,
        Instant happenedAt,
        @Nullable String speaker,
        List<Term> terms,
        List<Short> pieces,
        Set<Mark> marks) {

    public IndexEntry {
        terms = List.copyOf(terms);
        pieces = List.copyOf(pieces);
        marks = Set.copyOf(marks);
    }
}
