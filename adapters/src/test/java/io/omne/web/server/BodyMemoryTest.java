package io.omne.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.web.server.BodyMemory.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private static final int KIB = 1024;

    private final BodyMemory memory = new BodyMemory(1024 * KIB);
    private final List<Body> bodies = new ArrayList<>();

    /// @return whether there is memory for all pieces of a body
    private boolean hasRoomFor(int pieces, int bytes) {
        Body body = memory.begin();
        bodies.add(body);
        return IntStream.range(0, pieces).allMatch(_ -> body.add(bytes));
    }

    @Test
    void countsABodyUntilItEnds() {
        assertThat(hasRoomFor(10, KIB)).isTrue();
        assertThat(memory.used()).isEqualTo(10 * KIB);

        bodies.forEach(Body::end);
        assertThat(memory.used()).isZero();
    }

    @Test
    void countsNothingThatArrivesAfterTheEnd() {
        Body body = memory.begin();
        body.add(KIB);
        body.end();
        body.add(KIB);
        body.end();

        assertThat(memory.used()).isZero();
    }

    @Test
    void keepsAQuarterForSmallBodies() {
        assertThat(hasRoomFor(7, 100 * KIB)).isTrue();

        assertThat(hasRoomFor(1, 100 * KIB)).isFalse();
        assertThat(hasRoomFor(1, 50 * KIB)).isTrue();
    }

    @Test
    void hasNoRoomOnceAllIsUsed() {
        for (int i = 0; i < 16; i++) {
            assertThat(hasRoomFor(1, 64 * KIB)).isTrue();
        }
        assertThat(hasRoomFor(1, KIB)).isFalse();

        bodies.forEach(Body::end);
        assertThat(memory.used()).isZero();
        assertThat(hasRoomFor(7, 100 * KIB)).isTrue();
    }
}
