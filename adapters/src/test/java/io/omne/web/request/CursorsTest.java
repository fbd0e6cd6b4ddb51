package io.omne.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.web.problem.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class CursorsTest {

    private static final CursorScope SCOPE = new CursorScope("a memory");
    private static final CursorScope OTHER = new CursorScope("another one");
    private static final byte[] CONTENT = "here".getBytes(StandardCharsets.UTF_8);

    @Test
    void giveBackTheirPlace() {
        var cursors = new Cursors(() -> new byte[32]);

        assertThat(open(cursors, SCOPE, seal(cursors))).isEqualTo(CONTENT);
    }

    @Test
    void areRefusedInAnotherScopeAndUnderAnotherKey() {
        var cursors = new Cursors(() -> new byte[32]);
        String cursor = seal(cursors);

        assertThatThrownBy(() -> open(cursors, OTHER, cursor)).isInstanceOf(RequestProblem.class);
        assertThatThrownBy(() -> open(new Cursors(() -> new byte[] {1, 2, 3}), SCOPE, cursor))
                .isInstanceOf(RequestProblem.class);
    }

    @Test
    void areTheSameOnAllInstances() {
        assertThat(seal(new Cursors(() -> new byte[32]))).isEqualTo(seal(new Cursors(() -> new byte[32])));
    }

    @Test
    void readTheirKeyWhenItIsFirstNeededAndOnceOnly() {
        var reads = new AtomicInteger();
        var cursors = new Cursors(() -> {
            reads.incrementAndGet();
            return new byte[32];
        });
        assertThat(reads).hasValue(0);

        Flux.range(0, 100).flatMap(_ -> cursors.seal(SCOPE, CONTENT), 100).blockLast();
        seal(cursors);

        assertThat(reads).hasValue(1);
    }

    @Test
    void doNotReadTheirKeyOnTheThreadThatAsks() {
        List<Thread> readers = new ArrayList<>();
        seal(new Cursors(() -> {
            readers.add(Thread.currentThread());
            return new byte[32];
        }));

        assertThat(readers).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void forgetThatTheirKeyCouldNotBeRead() {
        var reads = new AtomicInteger();
        var cursors = new Cursors(() -> {
            if (reads.incrementAndGet() < 3) {
                throw new IllegalStateException("the database is away");
            }
            return new byte[32];
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> seal(cursors)).hasMessage("the database is away");
        }
        assertThat(open(cursors, SCOPE, seal(cursors))).isEqualTo(CONTENT);
        assertThat(reads).hasValue(3);
    }

    private static String seal(Cursors cursors) {
        return Objects.requireNonNull(cursors.seal(SCOPE, CONTENT).block());
    }

    private static byte[] open(Cursors cursors, CursorScope scope, String cursor) {
        return Objects.requireNonNull(cursors.open(scope, cursor).block());
    }
}
