package io.omne.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules that content, title, source id and tags share, in code points.
class TextFieldsTest {

    /// One character to a reader and to Unicode, two to Java.
    private static final String EMOJI = "\uD83E\uDDE0";

    record Field(String name, int most, Function<String, Object> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Field> fields() {
        return Stream.of(
                new Field("content", 50_000, Content::of),
                new Field("title", 500, Title::new),
                new Field("source_id", 255, SourceId::new),
                new Field("tags[0]", 100, tag -> Tags.of(List.of(tag))));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void countsCodePoints(Field field) {
        for (String character : List.of("x", "é", "語", EMOJI)) {
            assertThatNoException().isThrownBy(() -> field.of().apply(character.repeat(field.most())));
            rejects(field, character.repeat(field.most() + 1), ErrorCode.TOO_LONG);
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void rejectsWhatNoDatabaseCanKeep(Field field) {
        for (String bad :
                List.of("\0", "a\0b", "\uD83E", "\uDDE0", "\uDDE0\uD83E", EMOJI + "\uD83E", "\uD83E" + EMOJI)) {
            rejects(field, bad, ErrorCode.INVALID_CHARACTER);
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void takesWhateverElseUnicodeHas(Field field) {
        String text = "\u0001 \u200F\u202E \uFFFF e\u0301 👩\u200D👩\u200D👧 \uD800\uDC00 \uDBFF\uDFFF";
        assertThatNoException().isThrownBy(() -> field.of().apply(text));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void saysNothingOfTheTextInALog(Field field) {
        assertThat(field.of().apply("secret")).asString().doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u2003\u3000"})
    void rejectsBlankContentAndTags(String blank) {
        fields().filter(field -> !List.of("title", "source_id").contains(field.name()))
                .forEach(field -> rejects(field, blank, ErrorCode.BLANK));
    }

    @Test
    void takesAnEmptyTitleAndSourceId() {
        assertThat(new Title("").text()).isEmpty();
        assertThat(new SourceId("").text()).isEmpty();
    }

    @Test
    void keepsContentAsItCame() {
        String text = "  a < b && c > d\r\n\tList<String> `x` \u0001 ";
        assertThat(new Content(text).text()).isEqualTo(text);
    }

    @Test
    void saysTheSameInEveryLocale() {
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        try {
            Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThatExceptionOfType(InvalidValue.class)
                    .isThrownBy(() -> new Content("x".repeat(50_001)))
                    .withMessage("at most 50,000 characters, not 50,001");
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
    }

    private static void rejects(Field field, String text, ErrorCode code) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> field.of().apply(text))
                .returns(field.name(), InvalidValue::field)
                .returns(code, InvalidValue::code);
    }
}
