package io.omne.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.recall.TimeWindow.Meaning;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWindowTest {

    @ParameterizedTest
    @CsvSource({
        "2024-05-10, 2024-05-11, IN, 2024-05-10, 1",
        "2024-05-10, 2024-05-11, IN, 2024-05-11, 1",
        "2024-05-10, 2024-05-11, IN, 2024-05-18, 0.6",
        "2024-05-10, 2024-05-11, IN, 2024-05-19, 0",
        "2024-05-10, 2024-05-11, IN, 2024-05-03, 0.3",
        "2024-05-10, 2024-05-11, IN, 2024-05-02, 0",
        "2024-05-01, 2024-06-01, IN, 2024-05-31, 1",
        "2024-05-01, 2024-06-01, IN, 2024-06-12, 0.6",
        "2024-05-01, 2024-06-01, IN, 2024-06-13, 0",
        "2024-05-01, 2024-06-01, IN, 2024-04-01, 0.2",
        ", 2024-05-01, BEFORE, 2024-04-30, 1",
        ", 2024-05-01, BEFORE, 2023-04-30, 0.5",
        ", 2024-05-01, BEFORE, 2024-05-01, 0",
        "2024-05-01, , AFTER, 2024-05-01, 1",
        "2024-05-01, , AFTER, 2024-04-30, 0"
    })
    void fitsBestWhatHappenedInIt(LocalDate from, LocalDate until, Meaning meaning, LocalDate day, double fit) {
        Instant at = day.atTime(23, 0).toInstant(ZoneOffset.UTC);

        assertThat(new TimeWindow("then", from, until, meaning).fit(at)).isEqualTo(fit);
    }
}
