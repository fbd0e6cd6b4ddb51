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
        "What did we do between March and May 2023?, 2023-03-01, 2023-06-01, IN",
        "What did we do between October and May 2023?, 2022-10-01, 2023-06-01, IN",
        "What did we do between October and May?, 2023-10-01, 2024-06-01, IN",
        "What did we do from 3 March to 5 May 2023?, 2023-03-03, 2023-05-06, IN",
        "What did we do from October 2022 to May?, 2022-10-01, 2023-06-01, IN",
        "What did we do between 2022 and 2023?, 2022-01-01, 2024-01-01, IN",
        "Was war zwischen März und Mai 2023?, 2023-03-01, 2023-06-01, IN",
        "Was war zwischen 2021 und 2023?, 2021-01-01, 2024-01-01, IN",
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
        "'In 2023, what did I buy on 5 May 2023?', 2023-05-05, 2023-05-06, IN",
        "What did I do in the last few days?, 2024-05-10, 2024-05-16, IN",
        "What happened in the last days?, 2024-05-10, 2024-05-16, IN",
        "Who called over the past few weeks?, 2024-04-10, 2024-05-16, IN",
        "What did I read in recent months?, 2023-12-15, 2024-05-16, IN",
        "Where was I in the past three days?, 2024-05-12, 2024-05-16, IN",
        "Who wrote in the last week?, 2024-05-08, 2024-05-16, IN",
        "What did I learn in the past month?, 2024-04-15, 2024-05-16, IN",
        "What is due in the next two weeks?, 2024-05-15, 2024-05-30, IN",
        "Wen traf ich in den letzten Tagen?, 2024-05-10, 2024-05-16, IN",
        "Was geschah in den letzten paar Wochen?, 2024-04-10, 2024-05-16, IN",
        "Was las ich in den vergangenen drei Monaten?, 2024-02-15, 2024-05-16, IN",
        "Was steht in den nächsten Tagen an?, 2024-05-15, 2024-05-21, IN",
        "Wen traf ich im letzten Monat?, 2024-04-01, 2024-05-01, IN",
        "What did we do over the weekend?, 2024-05-11, 2024-05-13, IN",
        "What did we do at the weekend?, 2024-05-11, 2024-05-13, IN",
        "Where do we go this weekend?, 2024-05-18, 2024-05-20, IN",
        "Was war am Wochenende?, 2024-05-11, 2024-05-13, IN",
        "Wer war übers Wochenende hier?, 2024-05-11, 2024-05-13, IN",
        "Was geschah seit dem Wochenende?, 2024-05-11, , AFTER",
        "What must be ready before the weekend?, , 2024-05-18, BEFORE",
        "What happened on the 5th?, 2024-05-05, 2024-05-06, IN",
        "Who came on the 20th?, 2024-04-20, 2024-04-21, IN",
        "'On the 31st, who came?', 2024-03-31, 2024-04-01, IN",
        "What did I do on the 3rd at school?, 2024-05-03, 2024-05-04, IN",
        "What is due by the 20th?, , 2024-05-21, BEFORE",
        "Where was I from the 5th until the 7th?, 2024-05-05, 2024-05-08, IN",
        "Was war am 5.?, 2024-05-05, 2024-05-06, IN",
        "Wer kam am 5. zu Besuch?, 2024-05-05, 2024-05-06, IN",
        "Wo war ich vom 29. bis zum 7.?, 2024-04-29, 2024-05-08, IN",
        "Was ist bis zum 20. fällig?, , 2024-05-21, BEFORE",
        "from the 5th to 7th May, 2024-05-05, 2024-05-08, IN",
        "from the 5th until the 7th of March, 2024-03-05, 2024-03-08, IN",
        "from the 5th to the 7th of May 2023, 2023-05-05, 2023-05-08, IN",
        "from the 29th to the 3rd of May, 2024-04-29, 2024-05-04, IN",
        "between the 5th and 7th of May, 2024-05-05, 2024-05-08, IN",
        "between 5 and 7 May 2023, 2023-05-05, 2023-05-08, IN",
        "5-7 May 2025, 2025-05-05, 2025-05-08, IN",
        "5th – 7th May, 2024-05-05, 2024-05-08, IN",
        "5 to 7 July, 2023-07-05, 2023-07-08, IN",
        "'May 5-7, 2025', 2025-05-05, 2025-05-08, IN",
        "May 5th to 7th, 2024-05-05, 2024-05-08, IN",
        "from March 30 through 31, 2024-03-30, 2024-04-01, IN",
        "5.-7. Mai 2025, 2025-05-05, 2025-05-08, IN",
        "5. – 7. Mai, 2024-05-05, 2024-05-08, IN",
        "vom 5. bis 7. Mai, 2024-05-05, 2024-05-08, IN",
        "vom 5. bis zum 7. Mai 2023, 2023-05-05, 2023-05-08, IN",
        "zwischen dem 5. und 7. Mai, 2024-05-05, 2024-05-08, IN",
        "5.-7.5.2025, 2025-05-05, 2025-05-08, IN",
        "vom 5. bis 7.5.24, 2024-05-05, 2024-05-08, IN",
        "vom 5. bis zum 7.5., 2024-05-05, 2024-05-08, IN",
        "vom 29.4. bis zum 7.5., 2024-04-29, 2024-05-08, IN",
        "from 5 May to 7 May, 2024-05-05, 2024-05-08, IN",
        "What came after 5-7 May?, 2024-05-08, , AFTER",
        "What did he say since Monday?, 2024-05-13, , AFTER",
        "Was sagte er seit Montag?, 2024-05-13, , AFTER",
        "What is due until Friday?, , 2024-05-18, BEFORE",
        "Was ist bis Freitag fällig?, , 2024-05-18, BEFORE",
        "Where was I from Sunday to Tuesday?, 2024-05-12, 2024-05-15, IN",
        "Wo war ich zwischen Montag und Freitag?, 2024-05-13, 2024-05-18, IN",
        "Who came on Monday evening?, 2024-05-13, 2024-05-14, IN",
        "Wer kam am Montagabend?, 2024-05-13, 2024-05-14, IN",
        "What did I read earlier this month?, 2024-05-01, 2024-05-16, IN",
        "What did I plan earlier this week?, 2024-05-13, 2024-05-16, IN",
        "Where was I earlier this year?, 2024-01-01, 2024-05-16, IN",
        "What comes later this week?, 2024-05-15, 2024-05-20, IN",
        "Was war vorgestern?, 2024-05-13, 2024-05-14, IN",
        "What did I do a week ago today?, 2024-05-08, 2024-05-09, IN",
        "Was tat ich heute vor einem Jahr?, 2023-05-15, 2023-05-16, IN",
        "Was war vor einer Woche?, 2024-05-05, 2024-05-12, IN",
        "Who called this morning?, 2024-05-15, 2024-05-16, IN",
        "Who called yesterday evening?, 2024-05-14, 2024-05-15, IN",
        "Wer hat gestern Abend angerufen?, 2024-05-14, 2024-05-15, IN",
        "Wer hat heute Morgen angerufen?, 2024-05-15, 2024-05-16, IN",
        "Wer hat letzte Nacht angerufen?, 2024-05-14, 2024-05-15, IN",
        "What happened mid-May?, 2024-05-11, 2024-05-21, IN",
        "What happened at the end of May?, 2024-05-21, 2024-06-01, IN",
        "Was war Anfang Mai?, 2024-05-01, 2024-05-11, IN",
        "Was war Mitte Mai?, 2024-05-11, 2024-05-21, IN",
        "Where did I live in early 2023?, 2023-01-01, 2023-05-01, IN",
        "Where did I live mid-2023?, 2023-05-01, 2023-09-01, IN",
        "Where did I live in late 2023?, 2023-09-01, 2024-01-01, IN",
        "Wo wohnte ich Ende 2023?, 2023-09-01, 2024-01-01, IN",
        "What happened at the end of last month?, 2024-04-21, 2024-05-01, IN",
        "Was war Anfang letzter Woche?, 2024-05-06, 2024-05-08, IN",
        "What have I done since the beginning of the year?, 2024-01-01, , AFTER"
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
                "Guten Morgen",
                "Let us march on.",
                "Wait a second!",
                "in the long run",
                "What did the Sunday Times say?",
                "What are the last words?",
                "Which were the last 5 songs?",
                "Who wrote The Last Days of Pompeii?",
                "Was geschah in den letzten Tagen des Krieges?",
                "Who lives on the 5th floor?",
                "What is on the 1st page?",
                "Before the 3rd attempt",
                "Wer spielt am 1. FC Köln?",
                "Wer steht auf dem 5. Platz?",
                "Ist das Nummer 5.?",
                "Who is Friday?",
                "Do I work on Sundays?",
                "at the end of the day",
                "Am Ende des Tages",
                "The early bird",
                "Was esse ich am Morgen?",
                "Is it from the 1990s?",
                "Which are 5-7?",
                "Is it 5.-7.?",
                "Is version 5.-7.13.2 out?"
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
