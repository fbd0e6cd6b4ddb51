package io.omne.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.web.server.BodyMemory.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private static final int MIB = 1024 * 1024;

    /// Of which a user has 20 MiB, and large bodies have 45 MiB.
    private final BodyMemory memory = new BodyMemory(60 * MIB);

    private final List<Body> bodies = new ArrayList<>();

    /// A body of which the length is not known.
    private Body body(String user) {
        Body body = memory.body();
        assertThat(body.announce(user, -1)).isTrue();
        bodies.add(body);
        return body;
    }

    private boolean announce(String user, long bytes) {
        Body body = memory.body();
        bodies.add(body);
        return body.announce(user, bytes);
    }

    /// Takes 40 MiB by large bodies of five users.
    private void takeForty() {
        for (int i = 0; i < 5; i++) {
            assertThat(announce("user " + i, 8 * MIB)).isTrue();
        }
    }

    @Test
    void countsABodyUntilItEnds() {
        Body body = body("user");
        assertThat(IntStream.range(0, 10).allMatch(_ -> body.arrive(1_000, 0))).isTrue();
        assertThat(memory.used()).isBetween(10_000L, 20_000L);

        body.end();
        assertThat(memory.used()).isZero();
    }

    @Test
    void countsWhatWasAnnouncedOnce() {
        Body body = memory.body();
        assertThat(body.announce("user", MIB)).isTrue();
        assertThat(body.arrive(MIB / 2, 0)).isTrue();
        assertThat(memory.used()).isEqualTo(MIB);

        assertThat(body.arrive(MIB, 0)).as("more than was announced").isTrue();
        assertThat(memory.used()).isGreaterThanOrEqualTo(MIB / 2 * 3);
    }

    @Test
    void countsTheMemoryThatTinyPiecesTake() {
        Body body = body("user");
        assertThat(IntStream.range(0, 10).allMatch(_ -> body.arrive(1, 0))).isTrue();
        assertThat(memory.used()).isGreaterThan(2_000);
    }

    @Test
    void countsManySmallValuesMoreThanTheirBytes() {
        Body body = body("user");
        assertThat(body.arrive(200_000, 100_000)).isTrue();
        assertThat(memory.used()).isGreaterThan(2 * MIB);
    }

    @Test
    void hasRoomForTheLargestBodyOfAnyValues() {
        Body body = new BodyMemory(BodyMemory.LEAST).body();
        assertThat(body.announce("user", 8 * MIB)).isTrue();
        assertThat(body.arrive(8 * MIB, 4 * MIB)).isTrue();
    }

    /// By a slow network, in packets of 1,460 bytes.
    @Test
    void hasRoomForTheLargestBodiesOfTwoUsersInPackets() {
        var least = new BodyMemory(BodyMemory.LEAST);
        for (String user : List.of("one", "other")) {
            Body body = least.body();
            assertThat(body.announce(user, 8 * MIB)).isTrue();
            assertThat(IntStream.range(0, 8 * MIB / 1_460).allMatch(_ -> body.arrive(1_460, 0)))
                    .isTrue();
        }
    }

    @Test
    void takesNothingAfterTheEnd() {
        Body body = body("user");
        assertThat(body.arrive(MIB, 0)).isTrue();
        body.end();
        assertThat(body.arrive(MIB, 0)).isTrue();
        body.end();

        assertThat(memory.used()).isZero();
    }

    @Test
    void keepsAQuarterForSmallBodies() {
        takeForty();
        assertThat(announce("another", 8 * MIB)).isFalse();
        assertThat(body("another").arrive(MIB / 2, 0)).isTrue();
    }

    @Test
    void givesAUserAThird() {
        assertThat(announce("user", 8 * MIB)).isTrue();
        assertThat(announce("user", 8 * MIB)).isTrue();
        assertThat(announce("user", 8 * MIB)).isFalse();
        assertThat(announce("another", 8 * MIB)).isTrue();

        bodies.getFirst().end();
        assertThat(announce("user", 8 * MIB)).isTrue();
    }

    @Test
    void hasNoRoomOnceAllIsTaken() {
        takeForty();
        for (int i = 0; i < 40; i++) {
            body("small " + i).arrive(MIB / 2, 0);
        }
        assertThat(body("another").arrive(MIB / 2, 0)).isFalse();
        assertThat(memory.used()).isLessThanOrEqualTo(60 * MIB);

        bodies.forEach(Body::end);
        assertThat(memory.used()).isZero();
        takeForty();
    }
}
