package io.omne.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagsTest {

    @Test
    void areTrimmedAndKeptOnceInTheOrderGiven() {
        assertThat(new Tags(List.of(" b", "a\t", "b", "\u2003a", "B")).values()).containsExactly("b", "a", "B");
    }

    @Test
    void areFiftyAtMostOnceDuplicatesAreGone() {
        List<String> fifty = numbered(50);
        var twice = new ArrayList<>(fifty);
        twice.addAll(fifty);

        assertThat(new Tags(twice).values()).isEqualTo(fifty);
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new Tags(numbered(51)))
                .returns("tags", InvalidValue::field)
                .returns(ErrorCode.TOO_MANY, InvalidValue::code);
    }

    @Test
    void areMeasuredOnceTrimmed() {
        assertThat(new Tags(List.of("  " + "x".repeat(100) + "  ")).values()).containsExactly("x".repeat(100));
    }

    @Test
    void nameTheOneThatIsWrongByItsPlaceInTheRequest() {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new Tags(List.of("a", "a", " ")))
                .returns("tags[2]", InvalidValue::field)
                .returns(ErrorCode.BLANK, InvalidValue::code);
    }

    @Test
    void neverChange() {
        var given = new ArrayList<>(List.of("a"));
        var tags = new Tags(given);
        given.add("b");

        assertThat(tags).isEqualTo(new Tags(List.of("a")));
        assertThat(tags.values()).isUnmodifiable();
    }

    @Test
    void sayNothingInALog() {
        assertThat(new Tags(List.of("secret"))).hasToString("Tags[1]");
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "tag " + i).toList();
    }
}
