package io.omne.recall.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.recall.TimeWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Times are looked for in any text that users send, at any moment that they name.
class HostileQuestionsTest {

    private static final int LONGEST = 4_000;

    /// Per rule and character of the question; about 50 words are compared at most.
    private static final int MOST_READS = 300;

    private static final List<Instant> MOMENTS = Stream.of(
                    "0001-01-01T00:00:00Z", "2024-02-29T12:00:00Z", "9999-12-31T23:59:59.999999Z")
            .map(Instant::parse)
            .toList();

    /// Words and signs of the grammar, and letters that have other forms in lower case.
    private static final List<String> PIECES = List.of("""
            in on at by to of the this last next past few a an couple some day days weeks month months year
            years ago today yesterday tomorrow night morning monday friday weekend may march second first
            quarter week q1 early mid late end beginning earlier later before after since until from between and
            christmas easter spring summer winter new year's eve im am vor seit bis vom zum dem den der des ab
            nach heute gestern letzten nächste diese woche wochen tagen monat jahr anfang mitte ende mai märz
            erste montag wochenende abend ostern 0 1 5 12 29 30 31 32 99 999 1900 2024 2099 5th 31st 0th 1. 5.
            29. 31. 2. 13. 2/29 12/31/99 0000-00-00 9999-12-31 2023-02-29 . , ? - – / ' ’ " ſunday İ ı K ß 😀
            \u200b ٣ a̐""".split("\\s+"));

    private static final List<String> SPACES = List.of(" ", " ", " ", " ", "", "  ", "\n", "\t");

    private final Random random = new Random(5);

    private String question(Supplier<String> piece) {
        return Stream.generate(() -> piece.get() + SPACES.get(random.nextInt(SPACES.size())))
                .limit(1 + random.nextInt(LONGEST))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(), it -> it.substring(0, Math.min(it.length(), LONGEST))));
    }

    private String ofTheGrammar() {
        return question(() -> PIECES.get(random.nextInt(PIECES.size())));
    }

    private String ofAnything() {
        return question(
                () -> Character.toString(random.nextInt(4) == 0 ? '0' + random.nextInt(10) : random.nextInt(0xD800)));
    }

    @Test
    @Timeout(120)
    void readsAnyQuestion() {
        for (int i = 0; i < 30; i++) {
            String question = i % 3 == 0 ? ofAnything() : ofTheGrammar();
            Instant at = MOMENTS.get(i % MOMENTS.size());
            Instant newest = MOMENTS.get(random.nextInt(MOMENTS.size()));

            TimeExpressions.in(question, at, newest).ifPresent(window -> {
                assertThat(question).contains(window.text());
                assertThat(days(window)).isNotEmpty().allMatch(day -> day.getYear() >= 1 && day.getYear() <= 9_999);
            });
            TimeExpressions.isWithoutYear(question, at);
        }
    }

    private static List<LocalDate> days(TimeWindow window) {
        return Stream.of(window.from(), window.until()).filter(Objects::nonNull).toList();
    }

    @Test
    void readsEachCharacterAFewTimes() {
        var reference = new TimeReference(LocalDate.of(2024, 5, 15), LocalDate.of(2024, 5, 15));
        Stream<String> questions = Stream.concat(
                Stream.generate(this::ofTheGrammar).limit(2),
                Stream.of("", "in the ")
                        .flatMap(before -> PIECES.stream().map(it -> before + it + " "))
                        .map(it -> it.repeat(LONGEST / 4 / it.length())));
        questions.forEach(question -> TimeExpressions.RULES.forEach(rule -> {
            var text = new CountedText(question);
            rule.find(text, reference).forEach(_ -> {});
            assertThat(text.reads).as(() -> rule + " in " + question).isLessThan(MOST_READS * (question.length() + 1));
        }));
    }

    /// Counts how often its characters are read.
    private static final class CountedText implements CharSequence {

        private final String text;
        private int reads;

        private CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            reads += end - start;
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            reads += text.length();
            return text;
        }
    }
}
