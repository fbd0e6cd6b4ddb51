package io.omne.embedding.adapter.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordPiecesTest {

    private static final int CLS = 101;
    private static final int SEP = 102;

    private static WordPieces pieces;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json = WordPiecesTest.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json")) {
            pieces = WordPieces.read(Objects.requireNonNull(json));
        }
    }

    @AfterAll
    static void close() {
        pieces.close();
    }

    static Stream<Arguments> textsAndEnds() {
        return Stream.of(
                Arguments.of("hello world", new int[] {5, 11}),
                Arguments.of(" hello,\nworld ", new int[] {6, 7, 13}),
                Arguments.of("embeddings", new int[] {2, 5, 9, 10}),
                // Emoji take two chars each
                Arguments.of("😀 hello 😀😀 world", new int[] {2, 8, 13, 19}),
                Arguments.of("👨‍👩‍👧‍👦 family", new int[] {11, 18}),
                Arguments.of("日本語", new int[] {1, 2, 3}),
                Arguments.of("𠀀 hello", new int[] {2, 8}),
                // One syllable is three tokens
                Arguments.of("한", new int[] {1, 1, 1}),
                Arguments.of("שלום", new int[] {1, 2, 3, 4}),
                Arguments.of("\u202ehello\u202c world", new int[] {6, 13}),
                Arguments.of("cafe\u0301 hello", new int[] {4, 11}),
                Arguments.of("café hello", new int[] {4, 10}),
                Arguments.of("", new int[0]),
                Arguments.of(" \n\t", new int[0]),
                Arguments.of("\u0000\u0001\u200b\u200d", new int[0]));
    }

    @ParameterizedTest
    @MethodSource("textsAndEnds")
    void findsTheEndsOfTokens(String text, int[] ends) {
        assertThat(pieces.ends(text)).containsExactly(ends);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The quick brown fox. ",
                "日本語",
                "한국어 ",
                "😀",
                "😀 ",
                "!",
                "x1",
                "e\u0301 ",
                "ש",
                "👨‍👩‍👧 ",
                "\ud800a "
            })
    void staysInOrderAndOffSurrogatesOverALongText(String some) {
        String text = some.repeat(50_000 / some.codePointCount(0, some.length()));
        int[] ends = pieces.ends(text);
        assertThat(ends).isSorted().isNotEmpty();
        assertThat(ends[ends.length - 1]).isLessThanOrEqualTo(text.length());
        assertThat(IntStream.of(ends)
                        .filter(end -> end < text.length())
                        .noneMatch(end -> Character.isLowSurrogate(text.charAt(end))
                                && Character.isHighSurrogate(text.charAt(end - 1))))
                .isTrue();
    }

    @Test
    void framesTheIdsOfATextAndCutsItsEnd() {
        assertThat(pieces.ids("hello world", 512)).hasSize(4).startsWith(CLS).endsWith(SEP);
        assertThat(pieces.ids("hello world", 3))
                .hasSize(3)
                .startsWith(pieces.ids("hello", 3)[0])
                .endsWith(SEP);
        assertThat(pieces.ids("hello", 3)).isEqualTo(pieces.ids("hello world", 3));
        assertThat(pieces.ids("", 3)).containsExactly(CLS, SEP);
    }

    /// A text is asked for several times while it becomes a vector.
    @Test
    void splitsATextOnce() {
        assertThat(pieces.ends("a text of the last moment")).isSameAs(pieces.ends("a text of the last moment"));
    }

    @Test
    void doesNotCutByItself() {
        assertThat(pieces.ends("word ".repeat(5_000))).hasSize(5_000);
        assertThat(pieces.ids("word ".repeat(5_000), 6_000)).hasSize(5_002);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The harbour was quiet that morning.",
                "Der Hafen war an diesem Morgen ruhig.",
                "那天早上港口很安静，安和鲍勃在九点半见面。",
                "その朝、港は静かだった。",
                "그날 아침 항구는 조용했다.",
                "كان الميناء هادئا ذلك الصباح",
                "Гавань в то утро была тихой.",
                "उस सुबह बंदरगाह शांत था",
                "party 🎉",
                "ประชุมกับ Alice เรื่อง Kubernetes พรุ่งนี้",
                "...",
                "42",
                "if (a < b) { return c; }",
                "🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 party",
            })
    void knowsEnoughOfThese(String text) {
        assertThat(pieces.knows(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "เช้าวันนั้นท่าเรือเงียบสงบ แอนพบกับบ๊อบตอนเก้าโมงครึ่ง",
                "きょうのごごはとてもいいてんきだったのでこうえんへさんぽにいきました",
                "ព្រឹកនោះកំពង់ផែស្ងប់ស្ងាត់",
                "ያን ቀን ጠዋት ወደቡ ጸጥ ያለ ነበር",
                "🙂🎉🚀",
                "🙂 🎉 🚀 ❤️ 👍",
                "🙂, 12:30.",
                "🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 party",
                "⠓⠑⠇⠇⠕",
                "[UNK] [UNK]",
                "",
                " ",
                "\u200b\u200b",
                "\u0301",
                "\ud800",
            })
    void knowsHardlyAPieceOfThese(String text) {
        assertThat(pieces.knows(text)).isFalse();
    }

    @Test
    void knowsHardlyAPieceOfARunThatNoWordIsAsLongAs() {
        assertThat(pieces.knows("0123456789abcdef".repeat(10))).isFalse();
        assertThat(pieces.knows("Attachment: " + "0123456789abcdef".repeat(10))).isTrue();
    }
}
