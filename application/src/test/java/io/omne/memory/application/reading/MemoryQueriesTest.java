package io.omne.memory.application.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.access.UserId;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.api.FindMemory;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryNotFound;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.application.HeldMemories;
import io.omne.memory.application.NoCache;
import io.omne.memory.domain.Memory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// Reading by id, where the memory is cached.
class MemoryQueriesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    private final UserId owner = new UserId(UUID.randomUUID());
    private final MemoryId id = new MemoryId(UUID.randomUUID());
    private final List<MemoryKey> lookedFor = new ArrayList<>();
    private final MemoryQueries queries = new MemoryQueries(
            new WatchedViews(),
            new ReadYourWrites(new NoViews(), _ -> {}),
            (_, _, _) -> List.of(),
            new FullCache(),
            new AccessTimes(new HeldMemories(), new NoCache(), TestLoops.create()),
            Clock.systemUTC());

    private MemoryView view() {
        var details = new Details(MemoryType.NOTE, null, Tags.NONE, Metadata.NONE, null, RelatedMemories.NONE, null);
        var origin = new Origin(MemorySource.MANUAL, null, null);
        return OwnerView.of(
                Memory.create(id, owner, new Content("x"), details, origin, NOW).memory(), NOW);
    }

    @Test
    void givesItsOwnerWhatIsCachedAndAsksNobodyElse() {
        assertThat(queries.handle(new FindMemory(owner, id)).join().content()).isEqualTo("x");
        assertThat(lookedFor).isEmpty();
    }

    /// Missed at once, it would tell that it is there, by the time and by being missed while the database is away.
    @Test
    void looksForAnothersMemoryAsForOneThatNeverWas() {
        var stranger = new UserId(UUID.randomUUID());

        assertThatThrownBy(() -> queries.handle(new FindMemory(stranger, id)).join())
                .hasCauseInstanceOf(MemoryNotFound.class);
        assertThat(lookedFor).containsExactly(new MemoryKey(stranger, id));
    }

    private final class FullCache implements MemoryCache {

        @Override
        public Mono<MemoryView> find(MemoryId wanted, Mono<MemoryView> source) {
            return Mono.just(view());
        }

        @Override
        public Mono<MemoryPage> page(ListMemories query, Mono<MemoryPage> source) {
            return source;
        }

        @Override
        public Invalidation invalidate(Set<MemoryId> changed, Set<UserId> listed) {
            return NoCache.NOTHING_TO_TELL;
        }
    }

    private final class WatchedViews extends NoViews {

        @Override
        public Mono<MemoryView> find(MemoryKey key) {
            return Mono.<MemoryView>empty().doOnSubscribe(_ -> lookedFor.add(key));
        }
    }
}
