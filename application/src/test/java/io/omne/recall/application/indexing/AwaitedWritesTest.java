package io.omne.recall.application.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.events.api.PendingEvents.Pending;
import io.omne.recall.application.RecallJobs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AwaitedWritesTest {

    private final Queue<Set<Long>> pending = new ArrayDeque<>();
    private final List<String> woken = new ArrayList<>();
    private final AwaitedWrites writes =
            new AwaitedWrites((_, _, _) -> Mono.just(new Pending(pending.remove(), false)), woken::add);

    private boolean await() {
        return Boolean.TRUE.equals(writes.await(new UserId(UUID.randomUUID())).block(Duration.ofSeconds(10)));
    }

    @Test
    void wakeTheProcessorAsLongAsTheyWait() {
        pending.addAll(List.of(Set.of(7L), Set.of(7L), Set.of(7L, 8L), Set.of(8L)));
        assertThat(await()).isTrue();
        assertThat(woken).containsExactly(RecallJobs.PROCESSOR, RecallJobs.PROCESSOR, RecallJobs.PROCESSOR);
        assertThat(pending).isEmpty();
    }

    @Test
    void wakeNobodyForNothing() {
        pending.add(Set.of());
        assertThat(await()).isTrue();
        assertThat(woken).isEmpty();
    }
}
