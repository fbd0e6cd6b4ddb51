package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class FailureSummaryTest {

    @Test
    void isWhatOurOwnCodeSays() {
        assertThat(FailureSummary.of(new IllegalStateException("event 3 of a memory of which the list has 1")))
                .isEqualTo("event 3 of a memory of which the list has 1");
        assertThat(FailureSummary.of("io.omne.validation.InvalidValue", "at most 500 characters, not 501"))
                .isEqualTo("at most 500 characters, not 501");
    }

    @Test
    void isTheFirstCauseThatSaysSomething() {
        var cause = new IllegalArgumentException("a result without a claim");

        assertThat(FailureSummary.of(new RuntimeException("outer", new RuntimeException(cause))))
                .isEqualTo("a result without a claim");
    }

    @Test
    void tellsNoSql() {
        var failure = new DataIntegrityViolationException(
                "StatementCallback; SQL [insert into entries]", new UnsupportedOperationException());

        assertThat(FailureSummary.of(failure)).isEqualTo("unsupported operation");
        assertThat(FailureSummary.of(DataIntegrityViolationException.class.getName(), "SQL [insert]"))
                .isEqualTo("data integrity violation");
    }

    @Test
    void tellsNoClassNames() {
        assertThat(FailureSummary.of(
                        IllegalArgumentException.class.getName(), "No enum constant io.omne.memory.MemoryType.X"))
                .isEqualTo("illegal argument");
        assertThat(FailureSummary.of(NullPointerException.class.getName(), null))
                .isEqualTo("null pointer");
        assertThat(FailureSummary.of(java.sql.SQLException.class.getName(), null))
                .isEqualTo("sql");
        assertThat(FailureSummary.of(Tags.class.getName() + "$InnerError", "x")).isEqualTo("inner");
        assertThat(List.of(FailureSummary.of("Exception", null), FailureSummary.of("", null)))
                .containsExactly("exception", "");
    }
}
