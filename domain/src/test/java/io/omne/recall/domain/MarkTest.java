package io.omne.recall.domain;

import static io.omne.recall.domain.Mark.FIRST_PERSON;
import static io.omne.recall.domain.Mark.QUESTION;
import static io.omne.recall.domain.Mark.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm here",
                "That is mine",
                "give it to me",
                "We like it",
                "OUR house",
                "Das ist meine Katze",
                "Gib mir das",
                "J’aime le thé",
                "Mi casa",
                "Я тут",
                "我喜欢茶"
            })
    void findsTheFirstPerson(String text) {
        assertThat(Mark.of(text)).containsExactly(FIRST_PERSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Is it?", "真的？", "هل؟"})
    void findsQuestions(String text) {
        assertThat(Mark.of(text)).containsExactly(QUESTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "due in May",
                "two weeks ago",
                "on 5.3.2024",
                "back in 2019",
                "next Friday",
                "last summer",
                "gestern",
                "vor drei Tagen",
                "nächste Woche",
                "am Dienstag",
                "at 5pm",
                "around 10:30"
            })
    void findsTimes(String text) {
        assertThat(Mark.of(text)).containsExactly(TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A plain note about boats", "Immer", "They may go", "Mycology", "Weird"})
    void findsNothing(String text) {
        assertThat(Mark.of(text)).isEmpty();
    }

    @Test
    void areStoredAsOneNumber() {
        for (Set<Mark> marks : Set.of(EnumSet.noneOf(Mark.class), EnumSet.of(QUESTION), EnumSet.allOf(Mark.class))) {
            assertThat(Mark.ofBits(Mark.bits(marks))).isEqualTo(marks);
        }
        assertThat(Mark.bits(EnumSet.of(FIRST_PERSON, QUESTION, TIME))).isEqualTo(7);
        assertThat(Mark.ofBits(8)).isEmpty();
    }
}
