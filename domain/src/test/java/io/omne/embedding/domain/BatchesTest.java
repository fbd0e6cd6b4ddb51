package io.omne.embedding.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {

    private final Batches batches = new Batches(3, 10);

    @Test
    void boundNumberAndLength() {
        assertThat(batches.of(List.of("a", "b", "c", "d"))).containsExactly(List.of("a", "b", "c"), List.of("d"));
        assertThat(batches.of(List.of("12345", "12345", "1"))).containsExactly(List.of("12345", "12345"), List.of("1"));
    }

    @Test
    void leaveALongPassageAlone() {
        assertThat(batches.of(List.of("a", "12345678901", "b")))
                .containsExactly(List.of("a"), List.of("12345678901"), List.of("b"));
    }

    @Test
    void areNoneOfNothing() {
        assertThat(batches.of(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0"})
    void holdSomething(int passages, int characters) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Batches(passages, characters));
    }
}
