package io.omne.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedNameTest {

    @Test
    void hasNoMarkup() {
        assertThat(QuotedName.of("c<script>alert(1)</script>")).isEqualTo("c");
        assertThat(QuotedName.of("<svg onload=alert(1)>")).isEqualTo("\uFFFD");
        assertThat(QuotedName.of("a > b & c")).isEqualTo("a > b & c");
    }

    @Test
    void hasNoMoreThanIsNeededToRecogniseIt() {
        assertThat(QuotedName.of("x".repeat(1_000))).isEqualTo("x".repeat(100));
    }

    @Test
    void hasNothingThatNoAnswerCanHold() {
        assertThat(QuotedName.of("a\0\uD83E")).isEqualTo("a\uFFFD\uFFFD");
    }
}
