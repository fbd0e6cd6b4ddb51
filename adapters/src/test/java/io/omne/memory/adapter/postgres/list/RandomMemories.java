package io.omne.memory.adapter.postgres.list;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.TagFilter;
import io.omne.memory.api.TimeRange;
import io.omne.memory.domain.Counts;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Lifetime;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Memories, and what is asked of them, from few enough values that they often meet. The times are an odd
/// microsecond apart.
final class RandomMemories {

    /// The first ones are the frequent ones.
    static final List<String> TAGS = List.of(
            "work",
            "it's",
            "100%_\\",
            "a,b",
            "\"; drop table memory_list.entries; --",
            "{null}",
            "\uD83D\uDE80 ra\u00E9ta",
            "\uFF5E",
            ":limit ? $1",
            "\u0645\u0631\u062D\u0628\u0627",
            "NULL",
            "Work");

    private static final Instant START = Instant.parse("2026-03-29T00:59:59.999990Z");

    private final RandomGenerator random;

    RandomMemories(RandomGenerator random) {
        this.random = random;
    }

    Memory memory(UserId owner) {
        var details = new Details(
                one(MemoryType.values()),
                null,
                tags(6),
                Metadata.NONE,
                isOneIn(3) ? time() : null,
                RelatedMemories.NONE,
                isOneIn(4) ? new MemoryId(UUID.randomUUID()) : null);
        return new Memory(
                new MemoryId(new UUID(random.nextLong(), random.nextLong())),
                owner,
                new Content("text"),
                details,
                new Origin(one(MemorySource.values()), null, isOneIn(2) ? conversation() : null),
                embedding(),
                new Lifetime(time(), time(), null),
                new Counts(1, 1, 1));
    }

    /// One of few conversations.
    UUID conversation() {
        return new UUID(0, random.nextInt(3));
    }

    /// A filter of all conditions, of which each is there now and then.
    MemoryFilter filter() {
        return new MemoryFilter(
                isOneIn(4) ? several(MemoryType.values()) : Set.of(),
                isOneIn(4) ? several(MemorySource.values()) : Set.of(),
                isOneIn(4) ? several(EmbeddingStatus.values()) : Set.of(),
                new TagFilter(
                        isOneIn(2) ? tags(4) : Tags.NONE,
                        one(TagFilter.Match.values()),
                        isOneIn(6) ? tags(3) : Tags.NONE),
                isOneIn(6) ? conversation() : null,
                range(),
                range(),
                isOneIn(4) ? Boolean.valueOf(isOneIn(2)) : null);
    }

    private TimeRange range() {
        return new TimeRange(isOneIn(6) ? time() : null, isOneIn(6) ? time() : null);
    }

    private <T> Set<T> several(T[] values) {
        return random.ints(1 + random.nextInt(3), 0, values.length)
                .mapToObj(i -> values[i])
                .collect(Collectors.toSet());
    }

    /// One of few times.
    Instant time() {
        return START.plus(random.nextInt(25), ChronoUnit.MICROS);
    }

    Tags tags(int most) {
        return new Tags(random.ints(random.nextInt(most + 1), 0, TAGS.size())
                .mapToObj(i -> TAGS.get(random.nextInt(i + 1)))
                .toList());
    }

    <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    boolean isOneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private Embedding embedding() {
        return switch (random.nextInt(8)) {
            case 0 -> new Embedding.Pending(0, 0, time(), null);
            case 1 -> new Embedding.Processing(1, 0, 1, time());
            case 2 -> new Embedding.Failed(4, new EmbeddingFailure("model_unavailable", "No answer."), time());
            default -> new Embedding.Completed(new ModelName("test-model"), time(), null);
        };
    }
}
