package io.omne.memory.api;

import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Selects memories: those that meet every condition. Filters with the same meaning are equal, and their sets are
/// iterated in the same order.
///
/// @param types the types of which a memory must have one; empty for no condition
/// @param sources the sources of which a memory must have one; empty for no condition
/// @param statuses the states of the embedding of which a memory must have one; empty for no condition
/// @param conversation only memories of this conversation; null for no condition
/// @param occurred the time that a memory tells of, or that of its creation if it tells of none
/// @param superseded whether another memory must have taken its place; null for no condition
public record MemoryFilter(
        Set<MemoryType> types,
        Set<MemorySource> sources,
        Set<EmbeddingStatus> statuses,
        TagFilter tags,
        @Nullable UUID conversation,
        TimeRange created,
        TimeRange occurred,
        @Nullable Boolean superseded) {

    public static final MemoryFilter NONE =
            new MemoryFilter(Set.of(), Set.of(), Set.of(), TagFilter.NONE, null, TimeRange.ANY, TimeRange.ANY, null);

    public MemoryFilter {
        types = normalised(types, MemoryType.class);
        sources = normalised(sources, MemorySource.class);
        statuses = normalised(statuses, EmbeddingStatus.class);
    }

    private static <E extends Enum<E>> Set<E> normalised(Set<E> values, Class<E> type) {
        EnumSet<E> sorted = EnumSet.noneOf(type);
        sorted.addAll(values);
        boolean areAll = sorted.equals(EnumSet.allOf(type));
        return areAll ? Set.of() : Collections.unmodifiableSet(sorted);
    }
}
