package io.omne.providers.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                " 17 | PT17S",
                "3600 | PT1H",
                "3601 | PT1H",
                "99999999999999999999 | PT1H",
                "Tue, 24 Nov 2026 07:02:00 GMT | PT2M",
                "Tue, 24 Nov 2026 06:59:00 GMT | PT0S",
                "Tue, 24 Nov 2099 07:00:00 GMT | PT1H",
            })
    void saysHowLongToWait(String header, Duration expected) {
        assertThat(read(header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "٣", "Tue, 24 Nov", "2026-11-24T07:02:00Z"})
    void saysNothingWhereTheHeaderIsNone(String header) {
        assertThat(read(header)).isNull();
    }

    @Test
    void saysNothingWhereThereIsNoHeader() {
        assertThat(read(null)).isNull();
    }

    private static @Nullable Duration read(@Nullable String header) {
        return RetryAfter.read(header, NOW);
    }
}
