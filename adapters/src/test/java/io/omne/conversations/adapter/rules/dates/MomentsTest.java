package io.omne.conversations.adapter.rules.dates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Days and times, counted from Wednesday, 4 March 2026, 10:00, one hour east of Greenwich.
class MomentsTest {

    private static final OffsetDateTime SENT = OffsetDateTime.parse("2026-03-04T10:00:00+01:00");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tomorrow | 2026-03-05T00:00",
                "tomorrow at 5 | 2026-03-05T17:00",
                "tomorrow morning | 2026-03-05T06:00",
                "tomorrow evening at 8 | 2026-03-05T20:00",
                "the day after tomorrow at 11am | 2026-03-06T11:00",
                "tonight at 9 | 2026-03-04T21:00",
                "on Tuesday at 3pm | 2026-03-10T15:00",
                "at 3 p.m. on Tuesday | 2026-03-10T15:00",
                "this Friday | 2026-03-06T00:00",
                "next Friday | 2026-03-13T00:00",
                "next Tuesday | 2026-03-10T00:00",
                "on Wednesday | 2026-03-11T00:00",
                "by Friday noon | 2026-03-06T12:00",
                "tue 12:30 | 2026-03-10T12:30",
                "in two weeks | 2026-03-18T00:00",
                "in 3 days | 2026-03-07T00:00",
                "on the 12th | 2026-03-12T00:00",
                "on the 2nd | 2026-04-02T00:00",
                "on the 31st from 8pm | 2026-03-31T20:00",
                "flight on 12 May | 2026-05-12T00:00",
                "on May 12th, 2027 at 7:15 | 2027-05-12T07:15",
                "on 1 November | 2026-11-01T00:00",
                "on 29 February | 2028-02-29T00:00",
                "2026-10-01 at 18:00 | 2026-10-01T18:00",
                "12.05.2026 at 14:00 | 2026-05-12T14:00",
                "13/05/2026 | 2026-05-13T00:00",
                "in November 2027 | 2027-11-01T00:00",
                "from 3 to 5 June | 2026-06-03T00:00",
                "on 5 May 1789 | 1789-05-05T00:00",
                "by June | 2026-06-01T00:00",
                "next week | 2026-03-09T00:00",
                "on Tuesday 17 March between 8 and 10 | 2026-03-17T08:00",
                "lunch at 12:30 | 2026-03-04T12:30"
            })
    void areReadFromTheMomentOfTheMessage(String text, String local) {
        assertThat(Moments.first(text, SENT))
                .extracting(it -> it.at().atOffset(SENT.getOffset()).toLocalDateTime())
                .hasToString(local);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "we may march on",
                "he sat down with 5 of us",
                "the sun is out",
                "version 12.5, 3/4 of users",
                "+43 660 555 0199",
                "room 4, order 48213",
                "I am 42 years old",
                "last Tuesday",
                "since Monday",
                "every Friday at 10:00",
                "on Fridays",
                "breakfast at 9:00",
                "at 5 Mill Lane",
                "31 February",
                "the workshop on 1 March",
                "05/06/2026",
                "12 people",
                "on the 5th floor",
                "tomorrow at 9:00 IST",
                "tomorrow at 9:00 Eastern Time"
            })
    void areNotSeenInOtherWords(String text) {
        assertThat(Moments.first(text, SENT)).isNull();
    }

    @Test
    void areThoseOfTheSendersOffset() {
        OffsetDateTime late = OffsetDateTime.parse("2026-03-04T23:30:00-08:00");

        assertThat(Moments.first("tomorrow at 9:00", late))
                .extracting(it -> it.at().toString())
                .isEqualTo("2026-03-05T17:00:00Z");
    }
}
