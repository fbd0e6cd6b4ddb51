package io.omne.memory.adapter.web.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.access.UserId;
import io.omne.memory.adapter.web.events.EventIds.Own;
import io.omne.web.problem.RequestProblem;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    private static final UserId SOMEBODY = new UserId(new UUID(0, 1));
    private static final UserId SOMEBODY_ELSE = new UserId(new UUID(0, 2));

    private static Own own(UserId owner, int key) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        return Objects.requireNonNull(new EventIds(() -> bytes).of(owner).block());
    }

    @Test
    void areTheSameOnEveryInstance() {
        for (long position : new long[] {0, 1, 42, Long.MAX_VALUE}) {
            String id = own(SOMEBODY, 1).id(position);

            assertThat(id).matches(EventIds.FORM).isEqualTo(own(SOMEBODY, 1).id(position));
            assertThat(own(SOMEBODY, 1).position(id)).isEqualTo(position);
        }
        assertThat(own(SOMEBODY, 1).position("0")).isZero();
    }

    @Test
    void doNotShowThePosition() {
        Own own = own(SOMEBODY, 1);

        assertThat(LongStream.range(0, 1_000).mapToObj(own::id).map(id -> id.substring(0, 8)))
                .doesNotHaveDuplicates();
    }

    @Test
    void areValidForTheirOwnerOnly() {
        String id = own(SOMEBODY, 1).id(42);

        assertThat(own(SOMEBODY_ELSE, 1).id(42)).isNotEqualTo(id);
        for (Own other : new Own[] {own(SOMEBODY_ELSE, 1), own(SOMEBODY, 2)}) {
            assertThatThrownBy(() -> other.position(id)).isInstanceOf(RequestProblem.class);
        }
    }

    @Test
    void haveNoOtherForm() {
        Own own = own(SOMEBODY, 1);
        String id = own.id(42);

        // The last character has two bits that count for nothing.
        String alike = id.substring(0, 21) + (char) (id.charAt(21) + 1);
        for (String other : new String[] {alike, "A" + id.substring(1), id.substring(1), id + "A", "42", ""}) {
            if (!other.equals(id)) {
                assertThatThrownBy(() -> own.position(other)).as(other).isInstanceOf(RequestProblem.class);
            }
        }
    }
}
