package io.omne.memory.application.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.memory.Metadata;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.SelectMemories;
import io.omne.memory.api.SelectedMemories;
import io.omne.memory.api.SelectedMemories.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    void wakesTheProcessorOfTheListEachTimeItAsks() {
        views.missing = true;
        assertThat(select()).isNotNull().matches(it -> !it.stale());
        assertThat(woken).containsExactly("memory-list", "memory-list");
    }

    @Test
    void wakesNobodyIfNothingIsMissing() {
        assertThat(select()).isNotNull().matches(it -> !it.stale());
        assertThat(woken).isEmpty();
    }

    /// The list lacks a write until it has been asked for it twice.
    private static final class LateViews extends NoViews {

        private boolean missing;
        private int asked;

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
