package io.omne.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Every code point of Unicode, by itself and among others.
class InvisibleCharactersTest {

    /// As a regular expression has it; of the last class Java knows no name.
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{IsWhite_Space}\\p{Z}\\p{Cc}\\p{Cf}"
            // Default_Ignorable_Code_Point as V8 has it, for Unicode 17
            + "\\u00ad\\u034f\\u061c\\u115f-\\u1160\\u17b4-\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e"
            + "\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\x{1bca0}-\\x{1bca3}"
            + "\\x{1d173}-\\x{1d17a}\\x{e0000}-\\x{e0fff}"
            // drawn as nothing
            + "\\u2800\\x{13441}\\x{13442}\\x{16fe4}\\x{1d159}]");

    private static IntStream codePoints() {
        return IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }

    @Test
    void areThoseThatShowNothing() {
        String wrong = codePoints()
                .filter(c -> InvisibleCharacters.contain(c)
                        != INVISIBLE.matcher(Character.toString(c)).matches())
                .mapToObj(HexFormat.of()::toHexDigits)
                .toList()
                .toString();

        assertThat(wrong).isEqualTo("[]");
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
        codePoints().forEach(c -> {
            String text = Character.toString(c);
            assertThat(Content.of(text + "x" + text).text()).isEqualTo(text + "x" + text);
            if (!InvisibleCharacters.contain(c)) {
                assertThat(Content.of(text).text()).isEqualTo(text);
                assertThat(Tags.of(List.of(text)).values()).containsExactly(text);
            }
        });
    }

    @Test
    void areTrimmedFromTagsOnlyWhereTheyAreSpaces() {
        codePoints().forEach(c -> {
            String text = Character.toString(c);
            boolean isSpace = Pattern.matches("[\\p{IsWhite_Space}\\p{Z}\\x{1c}-\\x{1f}]", text);
            String tag = Tags.of(List.of(text + "x" + text)).values().getFirst();

            assertThat(tag).isEqualTo(isSpace ? "x" : text + "x" + text);
            assertThat(Tags.of(List.of(tag)).values()).containsExactly(tag);
            assertThat(new Tags(List.of(tag)).values()).containsExactly(tag);
        });
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
                .returns("blank", InvalidValue::code);
    }
}
