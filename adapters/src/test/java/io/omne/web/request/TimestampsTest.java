package io.omne.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31t12:00:00z, 2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.1Z, 2026-01-31T12:00:00.1Z, 2026-01-31T12:00:00.1Z",
        "2026-01-31T12:00:00.123456Z, 2026-01-31T12:00:00.123456Z, 2026-01-31T12:00:00.123456Z",
        "2026-01-31T12:00:00.1234560000000Z, 2026-01-31T12:00:00.123456Z, 2026-01-31T12:00:00.123456Z",
        "2026-01-31T12:00:00.1234561Z, 2026-01-31T12:00:00.123456Z, 2026-01-31T12:00:00.123457Z",
        "2026-01-31T12:00:00.123456000000000001Z, 2026-01-31T12:00:00.123456Z, 2026-01-31T12:00:00.123457Z",
        "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999999Z, 1970-01-01T00:00:00Z",
        "2026-01-31T12:00:00+05:30, 2026-01-31T06:30:00Z, 2026-01-31T06:30:00Z",
        "2026-01-31T12:00:00-23:59, 2026-02-01T11:59:00Z, 2026-02-01T11:59:00Z",
        "2026-01-31T12:00:00-00:00, 2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
        "0000-01-01T00:00:00Z, 0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z, 9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59-10:00, 9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z"
    })
    void areTheMicrosecondsAroundThem(String text, Instant floor, Instant ceil) {
        assertThat(Timestamps.floor("f", text)).isEqualTo(floor);
        assertThat(Timestamps.ceil("f", text)).isEqualTo(ceil);
    }

    @Test
    void doNotTakeLongWhereTheyAreLong() {
        String digits = "0".repeat(1_000_000);

        assertThat(Timestamps.ceil("f", "2026-01-31T12:00:00." + digits + "1Z"))
                .isEqualTo("2026-01-31T12:00:00.000001Z");
    }
}
