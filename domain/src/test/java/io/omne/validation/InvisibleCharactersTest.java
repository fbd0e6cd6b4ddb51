package io.omne.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.memory.Content;
import io.omne.memory.Tags;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Every code point of Unicode, by itself and among others.
@Execution(ExecutionMode.CONCURRENT)
class InvisibleCharactersTest {

    /// As a regular expression has it; of the last class Java knows no name.
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{IsWhite_Space}\\p{Z}\\p{Cc}\\p{Cf}"
            // Default_Ignorable_Code_Point as V8 has it, for Unicode 17
            + "\\u00ad\\u034f\\u061c\\u115f-\\u1160\\u17b4-\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e"
            + "\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\x{1bca0}-\\x{1bca3}"
            + "\\x{1d173}-\\x{1d17a}\\x{e0000}-\\x{e0fff}"
            // drawn as nothing
            + "\\u2800\\x{13441}\\x{13442}\\x{16fe4}\\x{1d159}]");

    /// Those of Unicode, and what Java has trimmed from the beginning.
    private static final Pattern SPACE = Pattern.compile("[\\p{IsWhite_Space}\\p{Z}\\x{1c}-\\x{1f}]");

    private static IntStream codePoints() {
        return IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }

    @Test
    void areThoseThatShowNothing() {
        none(c -> InvisibleCharacters.contain(c)
                != INVISIBLE.matcher(Character.toString(c)).matches());
    }

    @Test
    void areNoContentAndNoTag() {
        codePoints().filter(InvisibleCharacters::contain).forEach(c -> {
            String text = Character.toString(c);
            for (String blank : List.of(text, text.repeat(3), " \u200B" + text + "\uFE0F\n")) {
                isBlank("content", () -> Content.of(blank));
                isBlank("tags[1]", () -> Tags.of(List.of("a", blank)));
            }
        });
    }

    @Test
    void stayWhereThereIsAnythingElse() {
        none(c -> {
            String among = Character.toString(c) + "x" + Character.toString(c);
            return !Content.of(among).text().equals(among);
        });
        none(c -> {
            String alone = Character.toString(c);
            return !InvisibleCharacters.contain(c)
                    && !(Content.of(alone).text().equals(alone)
                            && Tags.of(List.of(alone)).values().equals(List.of(alone)));
        });
    }

    @Test
    void areTrimmedFromTagsOnlyWhereTheyAreSpaces() {
        none(c -> {
            String text = Character.toString(c);
            String expected = SPACE.matcher(text).matches() ? "x" : text + "x" + text;
            return !Tags.of(List.of(text + "x" + text)).values().equals(List.of(expected));
        });
        none(c -> {
            List<String> once =
                    Tags.of(List.of(Character.toString(c) + "x \u001F\u00A0")).values();
            return !once.equals(Tags.of(once).values()) || !once.equals(new Tags(once).values());
        });
    }

    private static void none(IntPredicate isWrong) {
        assertThat(codePoints().filter(isWrong).mapToObj(Integer::toHexString)).isEmpty();
    }

    /// They were stored before they were refused.
    @Test
    void canStillBeRead() {
        assertThat(new Content("\u200B").text()).isEqualTo("\u200B");
        assertThat(new Tags(List.of("\u00A0x", "\u2800")).values()).containsExactly("\u00A0x", "\u2800");
    }

    private static void isBlank(String field, ThrowingCallable value) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(value)
                .returns(field, InvalidValue::field)
                .returns(ErrorCode.BLANK, InvalidValue::code);
    }
}
