package io.omne.conversations.adapter.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Long texts that were made to keep the rules busy. The limit is a hundred times what they take, so that a
/// busy machine stays below it, and above it is only what grows faster than the text.
class RulesExtractorHostileInputTest {

    private static final int LENGTH = 50_000;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'll ",
                "I'll call Bob. ",
                "I'll call Bob tomorrow at 5.\n",
                "a a a ",
                "aaaa",
                "[ ] [ ] ",
                "- [ ] x\n",
                "((((",
                "\"",
                "'a ",
                "`",
                "``` ",
                "~~",
                "> ",
                "> \n",
                "\n",
                " ",
                ".",
                "a.",
                "A. ",
                "?",
                "a@",
                "a.a@a.",
                "1",
                "+1 (2",
                "12:30 ",
                "tomorrow at 5 ",
                "on the 5th ",
                "5 may ",
                "next ",
                "my ",
                "my favourite ",
                "I live in A A A A ",
                "Anna Bob ",
                "Dr. ",
                "we decided to ",
                "we decided to x. ",
                "remember that ",
                "please, ",
                "meeting ",
                "meeting tomorrow. ",
                "not ",
                "and i ",
                "um der die ",
                "ignore ",
                "👍",
                "e\u0301\u0301\u0301",
                "\u202E\u05D0",
                "\uD83D",
                "\u0000"
            })
    void isReadInATimeThatGrowsWithItsLengthAlone(String part) {
        String content = part.repeat(LENGTH / part.length());

        assertTimeoutPreemptively(LIMIT, () -> assertThat(Talk.anna(content)).isNotNull());
    }
}
