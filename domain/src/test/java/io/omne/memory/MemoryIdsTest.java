package io.omne.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryIdsTest {

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @Test
    void hasWhatItWasMadeOf() {
        for (int size : new int[] {0, 1, 2, 3, 100}) {
            Set<MemoryId> some = Stream.generate(this::id).limit(size).collect(Collectors.toSet());

            MemoryIds ids = MemoryIds.of(some);

            assertThat(ids.size()).isEqualTo(some.size());
            assertThat(ids.stream()).containsExactlyInAnyOrderElementsOf(some);
            assertThat(ids.values().toArray(UUID[]::new))
                    .containsExactly(ids.stream().map(MemoryId::value).toArray(UUID[]::new));
            assertThat(some).allMatch(ids::contains);
            assertThat(Stream.generate(this::id).limit(100).filter(ids::contains))
                    .allMatch(some::contains);
            assertThat(MemoryIds.sorted(packed(ids))).isEqualTo(ids).hasSameHashCodeAs(ids);
        }
    }

    /// As PostgreSQL sorts them.
    @Test
    void isInTheOrderOfItsBytes() {
        List<MemoryId> sorted = Stream.of(
                        "00000000-0000-0000-0000-000000000001",
                        "00000000-0000-0000-8000-000000000000",
                        "7fffffff-ffff-ffff-ffff-ffffffffffff",
                        "80000000-0000-0000-0000-000000000000",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff")
                .map(text -> new MemoryId(UUID.fromString(text)))
                .toList();

        assertThat(MemoryIds.of(sorted.reversed()).stream()).containsExactlyElementsOf(sorted);
        assertThat(MemoryIds.of(List.of(sorted.getFirst(), sorted.getFirst())).size())
                .isEqualTo(1);
    }

    @Test
    void takesNoOtherNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> MemoryIds.sorted(new long[4]));
        assertThatIllegalArgumentException().isThrownBy(() -> MemoryIds.sorted(new long[] {0, -1, 0, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> MemoryIds.sorted(new long[3]));
    }

    /// One of few ids, in every quarter of the order.
    private MemoryId id() {
        return new MemoryId(new UUID(random.nextInt(-3, 3), random.nextInt(-3, 3)));
    }

    private static long[] packed(MemoryIds ids) {
        return ids.stream()
                .map(MemoryId::value)
                .flatMapToLong(id -> LongStream.of(id.getMostSignificantBits(), id.getLeastSignificantBits()))
                .toArray();
    }
}
