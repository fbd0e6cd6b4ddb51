package io.omne.memory;

import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A set of ids of memories that takes 16 bytes for each. Immutable.
public final class MemoryIds {

    public static final MemoryIds NONE = new MemoryIds(new long[0]);

    /// Two numbers for each id, in the order of the ids' bytes.
    private final long[] halves;

    private MemoryIds(long[] halves) {
        this.halves = halves;
    }

    /// @param halves the most and the least significant bits of each id, without duplicates, in the order of their
    ///     bytes; belongs to the set from now on
    /// @throws IllegalArgumentException if they are in another order, or half an id is missing
    public static MemoryIds sorted(long[] halves) {
        var ids = new MemoryIds(halves);
        for (int i = 1; i < ids.size(); i++) {
            if (ids.compare(i - 1, halves[2 * i], halves[2 * i + 1]) >= 0) {
                throw new IllegalArgumentException("the ids are not sorted");
            }
        }
        if (halves.length % 2 != 0) {
            throw new IllegalArgumentException("half an id is missing");
        }
        return ids;
    }

    public static MemoryIds of(Collection<MemoryId> ids) {
        return new MemoryIds(ids.stream()
                .map(MemoryId::value)
                .distinct()
                .sorted((one, other) -> compare(
                        one.getMostSignificantBits(),
                        one.getLeastSignificantBits(),
                        other.getMostSignificantBits(),
                        other.getLeastSignificantBits()))
                .flatMapToLong(id -> LongStream.of(id.getMostSignificantBits(), id.getLeastSignificantBits()))
                .toArray());
    }

    public int size() {
        return halves.length / 2;
    }

    public boolean contains(MemoryId id) {
        long most = id.value().getMostSignificantBits();
        long least = id.value().getLeastSignificantBits();
        int from = 0;
        int to = size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = compare(middle, most, least);
            if (order == 0) {
                return true;
            }
            from = order < 0 ? middle + 1 : from;
            to = order < 0 ? to : middle - 1;
        }
        return false;
    }

    /// The ids in the order of their bytes.
    public Stream<MemoryId> stream() {
        return values().stream().map(MemoryId::new);
    }

    /// The values of the ids in the order of their bytes. A view: no id takes memory before it is read.
    public Collection<UUID> values() {
        return new Values(this);
    }

    private UUID value(int index) {
        return new UUID(halves[2 * index], halves[2 * index + 1]);
    }

    private int compare(int index, long most, long least) {
        return compare(halves[2 * index], halves[2 * index + 1], most, least);
    }

    private static int compare(long most, long least, long otherMost, long otherLeast) {
        int order = Long.compareUnsigned(most, otherMost);
        return order == 0 ? Long.compareUnsigned(least, otherLeast) : order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MemoryIds it && Arrays.equals(halves, it.halves);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(halves);
    }

    @Override
    public String toString() {
        return "MemoryIds[" + size() + "]";
    }

    private static final class Values extends AbstractCollection<UUID> {

        private final MemoryIds ids;

        Values(MemoryIds ids) {
            this.ids = ids;
        }

        @Override
        public Iterator<UUID> iterator() {
            return IntStream.range(0, size()).mapToObj(ids::value).iterator();
        }

        @Override
        public int size() {
            return ids.size();
        }
    }
}
