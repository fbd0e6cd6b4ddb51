package io.omne.conversations.adapter.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.conversations.adapter.rules.LabelledMessage.Expected;
import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.Quote;
import io.omne.conversations.application.extractor.Transcript;
import io.omne.memory.MemoryType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Measures the rules on messages that were labelled by hand before there were rules.
///
/// A memory matches a label of the same type, time and fact whose quote it covers by more than a half.
class RulesExtractorYardstickTest {

    private static final List<LabelledMessage> ALL = LabelledMessage.all();

    @ParameterizedTest
    @CsvSource({"development, 0.95, 0.95", "held-out, 0.9, 0.93"})
    void findsMostOfWhatIsToldAndLittleElse(String half, double precision, double recall) {
        var scores = new EnumMap<MemoryType, Score>(MemoryType.class);
        ALL.stream().filter(it -> it.half().equals(half)).forEach(it -> add(it, scores));
        Score all = scores.values().stream().reduce(Score.NONE, Score::plus);

        print(half, "all", all);
        scores.forEach((type, score) -> print(half, type.name(), score));
        assertThat(all.precision()).isGreaterThanOrEqualTo(precision);
        assertThat(all.recall()).isGreaterThanOrEqualTo(recall);
    }

    @Test
    void hasManyMessagesThatTellNothing() {
        assertThat(ALL).hasSizeGreaterThanOrEqualTo(200);
        assertThat(ALL.stream().filter(it -> it.expected().isEmpty())).hasSizeGreaterThanOrEqualTo(ALL.size() / 3);
    }

    private void add(LabelledMessage it, Map<MemoryType, Score> scores) {
        var open = new ArrayList<>(it.expected());
        it.expected().forEach(one -> scores.merge(one.type(), new Score(0, 0, 1), Score::plus));
        for (ExtractedMemory memory : extract(it)) {
            boolean isMatch = open.stream()
                    .filter(one -> matches(one, memory, it.message().content()))
                    .findFirst()
                    .filter(open::remove)
                    .isPresent();
            scores.merge(memory.type(), new Score(isMatch ? 1 : 0, 1, 0), Score::plus);
            if (!isMatch) {
                report(
                        it,
                        "not labelled: " + memory.type() + " " + memory.occurredAt() + " " + memory.fact() + " "
                                + memory.content());
            }
        }
        open.forEach(one -> report(it, "not found: " + one));
    }

    private List<ExtractedMemory> extract(LabelledMessage it) {
        var context = it.before();
        return Talk.read(new Transcript(context == null ? List.of() : List.of(context), List.of(it.message())));
    }

    private static boolean matches(Expected label, ExtractedMemory memory, String content) {
        return label.type() == memory.type()
                && Objects.equals(label.occurredAt(), memory.occurredAt())
                && Objects.equals(label.fact(), memory.fact())
                && memory.quotes().stream().anyMatch(it -> covers(it, label.quote(), content));
    }

    private static boolean covers(Quote quote, String label, String content) {
        int start = content.codePointCount(0, content.indexOf(label));
        int end = start + label.codePointCount(0, label.length());
        int shared = Math.min(end, quote.end()) - Math.max(start, quote.start());
        return 2 * shared > end - start;
    }

    private static void print(String half, String type, Score it) {
        System.out.println(String.format(
                Locale.ROOT,
                "[extraction] %s, %s: precision %.3f, recall %.3f (%d found, %d labelled)",
                half,
                type,
                it.precision(),
                it.recall(),
                it.found(),
                it.labelled()));
    }

    /// What went wrong in the held-out half is not printed, so that nobody tunes on it.
    private static void report(LabelledMessage it, String what) {
        if (!it.half().equals("held-out")) {
            System.out.println("[extraction] " + what + " <- " + it.message().content());
        }
    }
}
