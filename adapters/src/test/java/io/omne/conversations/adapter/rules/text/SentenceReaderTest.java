package io.omne.conversations.adapter.rules.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceReaderTest {

    @Test
    void cutsAtStopsAndLines() {
        assertThat(texts("Hi! How are you? Fine.\nSee you\n\n- one\n* two"))
                .containsExactly("Hi!", "How are you?", "Fine.", "See you", "one", "two");
    }

    @Test
    void doesNotCutWithinAbbreviationsAndNumbers() {
        assertThat(texts("Dr. Rao has time at 3 p.m. on 12.05.2026, see rao.example."))
                .containsExactly("Dr. Rao has time at 3 p.m. on 12.05.2026, see rao.example.");
    }

    @Test
    void joinsLinesThatAMailProgramBroke() {
        assertThat(texts("I will send the whole offer with all of its appendices\nto the lawyer by Friday.\nBye"))
                .containsExactly(
                        "I will send the whole offer with all of its appendices\nto the lawyer by Friday.", "Bye");
    }

    @Test
    void knowsBoxes() {
        assertThat(SentenceReader.read("- [ ] open\n- [x] done\n[] open too\nno box"))
                .extracting(Sentence::text, Sentence::mark)
                .containsExactly(
                        tuple("open", Mark.OPEN_BOX),
                        tuple("done", Mark.DONE_BOX),
                        tuple("open too", Mark.OPEN_BOX),
                        tuple("no box", Mark.NONE));
    }

    @Test
    void leavesOutSentencesThatAreTooLong() {
        assertThat(texts("x".repeat(SentenceReader.LONGEST + 1) + ". Short.")).containsExactly("Short.");
    }

    @Test
    void keepsTheTextAndBlotsItsQuotations() {
        assertThat(SentenceReader.read("It’s \"mine\" now.")).singleElement().satisfies(it -> {
            assertThat(it.text()).isEqualTo("It’s \"mine\" now.");
            assertThat(it.shadow()).startsWith("It's ").endsWith(" now.").doesNotContain("mine");
        });
    }

    private static List<String> texts(String content) {
        return SentenceReader.read(content).stream().map(Sentence::text).toList();
    }
}
