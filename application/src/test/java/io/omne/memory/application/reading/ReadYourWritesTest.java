package io.omne.memory.application.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.memory.MemoryKey;
import io.omne.memory.Metadata;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.SelectMemories;
import io.omne.memory.api.SelectedMemories;
import io.omne.memory.api.SelectedMemories.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ReadYourWritesTest {

    private final List<String> woken = new ArrayList<>();
    private final LateViews views = new LateViews();
    private final ReadYourWrites reads = new ReadYourWrites(views, woken::add);

    private @Nullable SelectedMemories select() {
        var query = new SelectMemories(new UserId(UUID.randomUUID()), MemoryFilter.NONE, Metadata.NONE);
        return reads.select(query).block(Duration.ofSeconds(20));
    }

    @Test
    void wakesTheProcessorOfTheListAndWaitsForIt() {
        views.missing = true;
        assertThat(select()).isNotNull().matches(it -> !it.stale());
        assertThat(woken).isNotEmpty().containsOnly("memory-list");
    }

    @Test
    void wakesNobodyIfNothingIsMissing() {
        assertThat(select()).isNotNull().matches(it -> !it.stale());
        assertThat(woken).isEmpty();
    }

    /// The list lacks a write until it has been asked for it twice.
    private static final class LateViews implements MemoryViews {

        private boolean missing;
        private int asked;

        @Override
        public Mono<MemoryView> find(MemoryKey key) {
            return Mono.empty();
        }

        @Override
        public Mono<List<MemoryView>> find(UserId owner, Collection<UUID> ids) {
            return Mono.empty();
        }

        @Override
        public Mono<Set<UUID>> existing(UserId owner, Collection<UUID> ids) {
            return Mono.empty();
        }

        @Override
        public Mono<MemoryPage> list(ListMemories query) {
            return Mono.empty();
        }

        @Override
        public Mono<SelectedMemories> select(SelectMemories query) {
            return Mono.just(new SelectedMemories(new Selection.Everything(), 1, 0, false));
        }

        @Override
        public Mono<Unlisted> unlisted(UserId owner) {
            return missing && asked < 2 ? Mono.just(new Unlisted(7, false)) : Mono.empty();
        }

        @Override
        public Mono<Boolean> hasListed(UserId owner, Unlisted upTo) {
            return Mono.fromCallable(() -> ++asked >= 2);
        }
    }
}
