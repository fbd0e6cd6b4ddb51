package io.omne.recall.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.recall.TimeWindow;
import io.omne.recall.TimeWindow.Meaning;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeExpressionsTest {

    /// A Wednesday.
    private static final LocalDate TODAY = LocalDate.of(2024, 5, 15);

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    static Stream<LocalDate> days() {
        return LocalDate.of(2019, 12, 30).datesUntil(LocalDate.of(2025, 12, 31), Period.ofDays(19));
    }

    static Stream<DateTimeFormatter> formats() {
        return Stream.of(
                        "d MMMM yyyy|en",
                        "MMMM d, yyyy|en",
                        "MMMM d yyyy|en",
                        "d MMM yyyy|en",
                        "d'th of 'MMMM, yyyy|en",
                        "M/d/yyyy|en",
                        "yyyy-MM-dd|en",
                        "d. MMMM yyyy|de",
                        "d.M.yyyy|de",
                        "dd.MM.yyyy|de",
                        "dd.MM.yy|de")
                .map(it -> it.split("\\|", -1))
                .map(it -> DateTimeFormatter.ofPattern(it[0], Locale.forLanguageTag(it[1])));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void readsDatesThatAreWrittenOut(DateTimeFormatter format) {
        assertThat(days()).allSatisfy(day -> {
            String text = format.format(day);
            assertThat(read("What did we do on " + text + "?"))
                    .isEqualTo(new TimeWindow(text, day, day.plusDays(1), Meaning.IN));
        });
    }

    static Stream<YearMonth> months() {
        return Stream.iterate(YearMonth.of(2023, 1), it -> it.plusMonths(1)).limit(24);
    }

    @ParameterizedTest
    @MethodSource("months")
    void readsMonths(YearMonth month) {
        for (Locale language : LANGUAGES) {
            String text = month.getMonth().getDisplayName(TextStyle.FULL, language) + " " + month.getYear();
            assertThat(read("Who was ill in " + text + "?"))
                    .isEqualTo(new TimeWindow(
                            text, month.atDay(1), month.plusMonths(1).atDay(1), Meaning.IN));
        }
    }

    @ParameterizedTest
    @MethodSource("months")
    void takesTheLastOneOfAMonthWithoutAYear(YearMonth month) {
        LocalDate newest = LocalDate.of(2024, 3, 10);
        YearMonth last = YearMonth.of(month.getMonthValue() > 3 ? 2023 : 2024, month.getMonthValue());
        for (Locale language : LANGUAGES) {
            String name = month.getMonth().getDisplayName(TextStyle.FULL, language);
            assertThat(TimeExpressions.in("What was in " + name + "?", noon(TODAY), noon(newest)))
                    .hasValueSatisfying(it -> {
                        assertThat(it.from()).isEqualTo(last.atDay(1));
                        assertThat(it.until()).isEqualTo(last.plusMonths(1).atDay(1));
                    });
        }
    }

    @Test
    void countsFromAnyDay() {
        assertThat(days()).allSatisfy(day -> {
            assertThat(from("yesterday", day)).isEqualTo(day.minusDays(1));
            assertThat(from("gestern", day)).isEqualTo(day.minusDays(1));
            assertThat(from("vorgestern", day)).isEqualTo(day.minusDays(2));
            assertThat(from("last week", day)).isEqualTo(monday(day).minusWeeks(1));
            assertThat(from("letzte Woche", day)).isEqualTo(monday(day).minusWeeks(1));
            assertThat(from("this month", day)).isEqualTo(day.withDayOfMonth(1));
            assertThat(from("im letzten Monat", day))
                    .isEqualTo(day.withDayOfMonth(1).minusMonths(1));
            assertThat(from("last year", day)).isEqualTo(LocalDate.of(day.getYear() - 1, 1, 1));
            assertThat(from("last weekend", day)).isEqualTo(monday(day).minusDays(2));
        });
    }

    @Test
    void countsAnyNumber() {
        for (int count = 1; count <= 40; count++) {
            assertThat(from(count + " days ago", TODAY)).isEqualTo(TODAY.minusDays(count));
            assertThat(from("vor " + count + " Tagen", TODAY)).isEqualTo(TODAY.minusDays(count));
            assertThat(from(count + " weeks ago", TODAY))
                    .isEqualTo(TODAY.minusWeeks(count).minusDays(3));
            assertThat(from("vor " + count + " Monaten", TODAY))
                    .isEqualTo(TODAY.minusMonths(count).withDayOfMonth(1));
            assertThat(from("in the last " + count + " weeks", TODAY)).isEqualTo(TODAY.minusWeeks(count));
        }
    }

    @Test
    void takesTheWeekdayBeforeToday() {
        for (DayOfWeek weekday : DayOfWeek.values()) {
            LocalDate expected = TODAY.with(TemporalAdjusters.previous(weekday));
            assertThat(from("on " + weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH), TODAY))
                    .isEqualTo(expected);
            assertThat(from("am " + weekday.getDisplayName(TextStyle.FULL, Locale.GERMAN), TODAY))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "What did I eat the day before yesterday?, 2024-05-13, 2024-05-14, IN",
        "Who called me last night?, 2024-05-14, 2024-05-15, IN",
        "What did we decide before Christmas 2024?, , 2024-12-24, BEFORE",
        "Was war vor Weihnachten 2023?, , 2023-12-24, BEFORE",
        "Wer hat vor drei Tagen angerufen?, 2024-05-12, 2024-05-13, IN",
        "Was geschah im Mai?, 2024-05-01, 2024-06-01, IN",
        "What happened in December?, 2023-12-01, 2024-01-01, IN",
        "Where have I been since March?, 2024-03-01, , AFTER",
        "Wo war ich seit März 2023?, 2023-03-01, , AFTER",
        "What did she say after 5 April 2024?, 2024-04-06, , AFTER",
        "What is due by 7 June 2024?, , 2024-06-08, BEFORE",
        "What did we do between May 3 and May 7 2024?, 2024-05-03, 2024-05-08, IN",
        "from 1 April 2024 to 3 April 2024, 2024-04-01, 2024-04-04, IN",
        "vom 3.4.2024 bis zum 5.4.2024, 2024-04-03, 2024-04-06, IN",
        "the first week of 2024, 2024-01-01, 2024-01-08, IN",
        "the first weekend of August 2023, 2023-08-05, 2023-08-07, IN",
        "early June 2023, 2023-06-01, 2023-06-11, IN",
        "Ende Juni 2023, 2023-06-21, 2023-07-01, IN",
        "winter 2021 - 2022, 2020-12-01, 2021-03-01, IN",
        "im Sommer 2023, 2023-06-01, 2023-09-01, IN",
        "last summer, 2023-06-01, 2023-09-01, IN",
        "the 2024 New Year's party, 2024-01-01, 2024-01-02, IN",
        "on New Year's Eve, 2023-12-31, 2024-01-01, IN",
        "an Silvester 2022, 2022-12-31, 2023-01-01, IN",
        "Easter 2024, 2024-03-29, 2024-04-02, IN",
        "Ostern 2025, 2025-04-18, 2025-04-22, IN",
        "Thanksgiving 2023, 2023-11-23, 2023-11-24, IN",
        "Q3 2023, 2023-07-01, 2023-10-01, IN",
        "in 2022, 2022-01-01, 2023-01-01, IN",
        "a few days ago, 2024-05-10, 2024-05-14, IN",
        "vor ein paar Tagen, 2024-05-10, 2024-05-14, IN",
        "next Friday, 2024-05-17, 2024-05-18, IN",
        "nächste Woche, 2024-05-20, 2024-05-27, IN",
        "last May, 2023-05-01, 2023-06-01, IN",
        "am 3.5., 2024-05-03, 2024-05-04, IN",
        "'In 2023, what did I buy on 5 May 2023?', 2023-05-05, 2023-05-06, IN"
    })
    void reads(String question, LocalDate from, LocalDate until, Meaning meaning) {
        TimeWindow window = read(question);

        assertThat(window.from()).isEqualTo(from);
        assertThat(window.until()).isEqualTo(until);
        assertThat(window.meaning()).isEqualTo(meaning);
        assertThat(question).contains(window.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "May I ask something?",
                "Who may march with us?",
                "Which version is 5.3.0?",
                "Who wrote 11/22/63?",
                "What is 3/4 of it?",
                "Is it 2024?",
                "32 May 2023x",
                "on 31.02.2024",
                "What is the second step?",
                "Fall down",
                "Wer ist Frau Sommer?",
                "Guten Morgen"
            })
    void findsNoTime(String question) {
        assertThat(TimeExpressions.in(question, noon(TODAY), null)).isEmpty();
    }

    private static TimeWindow read(String question) {
        return TimeExpressions.in(question, noon(TODAY), null).orElseThrow(() -> new AssertionError(question));
    }

    private static LocalDate from(String expression, LocalDate today) {
        return TimeExpressions.in("What was " + expression + "?", noon(today), null)
                .map(TimeWindow::from)
                .orElseThrow(() -> new AssertionError(expression));
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }
}
