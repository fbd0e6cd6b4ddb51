package io.omne.conversations.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.omne.FakeChat;
import io.omne.access.UserId;
import io.omne.conversations.Role;
import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.ExtractionRejected;
import io.omne.conversations.application.extractor.ExtractionRequest;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.KnownMemory;
import io.omne.conversations.application.extractor.LeftOut;
import io.omne.conversations.application.extractor.Transcript;
import io.omne.conversations.application.extractor.TranscriptMessage;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AnswerReaderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final OffsetDateTime SENT = OffsetDateTime.parse("2026-05-04T09:30:00+02:00");
    private static final KnownMemory KNOWN =
            new KnownMemory(new MemoryId(new UUID(7, 7)), "Ana lives in Lisbon.", SENT.toInstant());

    private final List<TranscriptMessage> messages = List.of(
            message(1, Role.USER, "Hi 🌊! We take  the\nearly ferry. Call me: +351 912 345 678."),
            message(2, Role.TOOL, "The ferry leaves at nine."));
    private final Prompt prompt = Prompt.of(
            new ExtractionRequest(new UserId(new UUID(1, 1)), new Transcript(List.of(), messages), List.of(KNOWN)));

    private static TranscriptMessage message(int id, Role role, String content) {
        return new TranscriptMessage(new MemoryId(new UUID(0, id)), role, "Ana", content, SENT);
    }

    private ExtractionResult read(ObjectNode answer) {
        try {
            return AnswerContent.read(
                    JSON.readValue(FakeChat.completion(answer.toString(), "stop"), ChatCompletion.Answer.class),
                    new AnswerReader(prompt));
        } catch (ExtractionRejected e) {
            return new ExtractionResult(List.of(), e.leftOut());
        }
    }

    private ExtractionResult read(Consumer<ObjectNode> change) {
        ObjectNode answer = FakeChat.answer();
        change.accept(FakeChat.item(answer, "Ana takes the early ferry.", 1, "We take the early ferry"));
        return read(answer);
    }

    private static void source(ObjectNode item, @Nullable Integer message, @Nullable String quote) {
        item.putArray("sources").addObject().put("message", message).put("quote", quote);
    }

    @Test
    void findsQuotesByTheirWords() {
        ExtractedMemory memory =
                read(item -> item.put("type", "decision")).memories().getFirst();

        assertThat(memory.type()).isEqualTo(MemoryType.DECISION);
        assertThat(memory.quotes()).singleElement().satisfies(it -> {
            assertThat(it.text()).isEqualTo("We take  the\nearly ferry");
            assertThat(it.standsIn(messages.getFirst().content())).isTrue();
        });
    }

    @Test
    void leavesOutWhatDoesNotStandInTheMessage() {
        assertThat(read(item -> source(item, 1, "We take the late ferry")).leftOut())
                .containsExactly(LeftOut.WRONG_QUOTE);
        assertThat(read(item -> source(item, 1, "we take the early ferry")).leftOut())
                .as("other letters")
                .containsExactly(LeftOut.WRONG_QUOTE);
        assertThat(read(item -> source(item, 1, " ")).leftOut()).containsExactly(LeftOut.WRONG_QUOTE);
        assertThat(read(item -> source(item, 1, null)).leftOut()).containsExactly(LeftOut.WRONG_QUOTE);
        assertThat(read(item -> item.putArray("sources")).leftOut()).containsExactly(LeftOut.WRONG_QUOTE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -1, Integer.MAX_VALUE})
    void leavesOutUnknownMessages(int number) {
        assertThat(read(item -> source(item, number, "ferry")).leftOut()).containsExactly(LeftOut.UNKNOWN_MESSAGE);
    }

    @Test
    void leavesOutWhatNobodySaid() {
        assertThat(read(item -> source(item, 2, "The ferry leaves at nine")).leftOut())
                .containsExactly(LeftOut.NOT_SAID);
    }

    @Test
    void givesKnownMemoriesByTheirNumbers() {
        assertThat(read(item -> item.putArray("supersedes").add(1).add(1))
                        .memories()
                        .getFirst()
                        .supersedes())
                .containsExactly(KNOWN.id());
        assertThat(read(item -> item.putArray("supersedes").add(2)).leftOut()).containsExactly(LeftOut.UNKNOWN_MEMORY);
        assertThat(prompt.data())
                .doesNotContain(KNOWN.id().toString(), messages.getFirst().id().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-05, 2026-05-04T22:00:00Z",
        "2026-05-05T08:00:00+01:00, 2026-05-05T07:00:00Z",
        "2026-05-05T08:00, 2026-05-05T06:00:00Z",
        "2026-05-05T08:00:00Z, 2026-05-05T08:00:00Z"
    })
    void readsTimesInTheOffsetOfTheMessage(String text, Instant time) {
        assertThat(read(item -> item.put("occurred_at", text))
                        .memories()
                        .getFirst()
                        .occurredAt())
                .isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "", "2026-02-30", "0000-01-01", "+12026-01-01", "2026-05-05T25:00:00Z"})
    void leavesOutTimesThatCannotBeRead(String text) {
        assertThat(read(item -> item.put("occurred_at", text)).leftOut()).containsExactly(LeftOut.INVALID_TIME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ana's number is 351912345678.",
                "Ana's number is +351 912-345-678.",
                "Ana takes the ferry on 2026-05-05.",
                "Ana takes the ferry on 05.05.2026 at 9:30.",
                "Ana takes the ferry on 5.5.2026 10:30 or 05-05-2026.",
                "Ana takes the ferry 10, 20, 30 or 40 times.",
                "Ana e.g. takes the ferry.",
                "Ana lives at +351 912 345 678."
            })
    void keepsDetailsOfTheMessages(String text) {
        assertThat(read(item -> item.put("text", text)).memories()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ana's number is +351 912 345 679.",
                "Ana's mail is ana@evil.example.",
                "Ana books at https://evil.example/ferry.",
                "Ana books at HTTPS://EVIL.EXAMPLE.",
                "Ana books at www.evil.example/pay",
                "Ana books at ftp://ferry",
                "Ana's account is 2026-05-04 1234567890.",
                "Ana's number is 0800-55-1234567.",
                "Ana's account has 1,234,567,890.",
                "Ana's number is ٠٨٠٠٥٥١٢٣٤."
            })
    void leavesOutInventedDetails(String text) {
        assertThat(read(item -> item.put("text", text)).leftOut()).containsExactly(LeftOut.INVENTED_DETAIL);
    }

    /// Items that were made to keep the reader busy, or to break it.
    @ParameterizedTest
    @MethodSource("hostileTexts")
    void readsHostileItemsInATimeThatGrowsWithTheirLengthAlone(String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            read(item -> item.put("text", text));
            read(item -> source(item, 1, text));
            read(item -> item.put("occurred_at", text));
            Quotes.find(message(3, Role.USER, text), text.substring(0, Math.min(1_900, text.length())));
            new DetailCheck(List.of(message(3, Role.USER, text))).isSaid(text + " 123456 a.bc");
        });
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                        "1",
                        "a",
                        "a.",
                        "1 ",
                        "1.",
                        ".",
                        "a b ",
                        "@",
                        "a@a.",
                        "/",
                        "2026-05-04 ",
                        " ",
                        "\u0000",
                        "\ud83d")
                .map(it -> it.repeat(50_000 / it.length()));
    }

    @Test
    void leavesOutWhatIsNoMemory() {
        assertThat(read(item -> item.put("text", "a\u0000b")).leftOut()).containsExactly(LeftOut.NOT_ALLOWED);
        assertThat(read(item -> item.put("text", "a ".repeat(5_000))).leftOut()).containsExactly(LeftOut.NOT_ALLOWED);
    }

    @Test
    void leavesOutASingleItemOfTheWrongForm() {
        ObjectNode answer = FakeChat.answer();
        FakeChat.item(answer, "Right", 1, "ferry");
        FakeChat.item(answer, "Wrong", 1, "ferry").put("supersedes", "none");
        FakeChat.item(answer, "Wrong", 1, "ferry").put("text", 7);
        ExtractionResult result = read(answer);

        assertThat(result.memories())
                .singleElement()
                .satisfies(it -> assertThat(it.content()).isEqualTo("Right"));
        assertThat(result.leftOut()).containsExactly(LeftOut.INVALID_ITEM, LeftOut.INVALID_ITEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "H", "erry", "early ferr", "a"})
    void leavesOutQuotesThatAreNoWords(String quote) {
        assertThat(read(item -> source(item, 1, quote)).leftOut()).containsExactly(LeftOut.WRONG_QUOTE);
    }

    @Test
    void findsQuotesInTextsWithoutSpaces() {
        assertThat(Quotes.find(message(3, Role.USER, "私はリスボンに住んでいます"), "リスボンに住んで"))
                .hasValueSatisfying(it -> assertThat(it.start()).isEqualTo(2));
    }

    @Test
    void leavesOutItemsWithoutATextOrWithAnUnknownType() {
        assertThat(read(item -> item.put("text", " ")).leftOut()).containsExactly(LeftOut.INVALID_ITEM);
        assertThat(read(item -> item.putNull("text")).leftOut()).containsExactly(LeftOut.INVALID_ITEM);
        assertThat(read(item -> item.put("type", "file")).leftOut()).containsExactly(LeftOut.INVALID_ITEM);
        assertThat(read(item -> item.remove("type")).leftOut()).containsExactly(LeftOut.INVALID_ITEM);
    }

    @Test
    void readsAHundredItemsAtMost() {
        ObjectNode answer = FakeChat.answer();
        for (int i = 0; i < 103; i++) {
            FakeChat.item(answer, "Memory number " + i, 1, "ferry");
        }
        ExtractionResult result = read(answer);

        assertThat(result.memories()).hasSize(100);
        assertThat(result.leftOut()).containsExactly(LeftOut.TOO_MANY);
    }

    /// Whatever the model answers, each item is a memory whose quotes stand in their messages, or left out.
    @RepeatedTest(300)
    void believesNothingThatItCannotCheck(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        ObjectNode answer = FakeChat.answer();
        int items = random.nextInt(6);
        for (int i = 0; i < items; i++) {
            ObjectNode item = FakeChat.item(answer, "text " + i, random.nextInt(5) - 1, piece(random));
            if (random.nextInt(4) == 0) {
                item.putArray("supersedes").add(random.nextInt(3));
            }
            if (random.nextInt(5) == 0) {
                item.putNull(List.of("type", "text", "sources", "supersedes").get(random.nextInt(4)));
            }
        }
        ExtractionResult result = read(answer);

        assertThat(result.memories().size() + result.leftOut().size()).isEqualTo(items);
        assertThat(result.memories()).allSatisfy(memory -> {
            assertThat(memory.quotes()).isNotEmpty().allMatch(new Transcript(List.of(), messages)::contains);
            assertThat(memory.supersedes()).allMatch(KNOWN.id()::equals);
        });
    }

    private String piece(Random random) {
        String content = messages.get(random.nextInt(2)).content();
        int start = random.nextInt(content.length());
        String piece = content.substring(start, start + random.nextInt(content.length() - start + 1));
        return random.nextInt(4) == 0 ? piece + "?" : piece;
    }
}
