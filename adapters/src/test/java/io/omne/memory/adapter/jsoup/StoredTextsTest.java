package io.omne.memory.adapter.jsoup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.omne.MarkupTexts;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.api.NewMemory;
import io.omne.memory.application.writing.MarkupPolicy;
import io.omne.memory.application.writing.StoredTexts;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a memory's texts, by each policy, with the reader of HTML that the server has.
class StoredTextsTest {

    private static final String[] SPACES = {"", " ", "\u00A0", "\u2003\t", "\u001F", "\u0085", "\u200B", "\uFEFF "};
    private static final NewMemory ACTIVE = new NewMemory(
            new Content("a<script>b</script>"),
            new Details(
                    MemoryType.NOTE,
                    new Title("c<svg onload=d>"),
                    new Tags(List.of("e<img onerror=f src=g>", "x")),
                    new Metadata(Map.of(
                            "i<script>j</script>",
                            List.of("k<x onclick=l>"),
                            "note",
                            Map.of("m <style>", Map.of("n", "<a href=javascript:o>p</a>")),
                            "a b",
                            "q")),
                    null,
                    RelatedMemories.NONE,
                    null),
            new Origin(MemorySource.MANUAL, new SourceId("h<iframe src=i>"), null));

    private final Random random = new Random(16);

    private static StoredTexts stored(MarkupPolicy policy, NewMemory memory) {
        return StoredTexts.of(policy, new JsoupActiveMarkup(), memory);
    }

    private static StoredTexts cleaned(NewMemory memory) {
        return stored(MarkupPolicy.CLEAN, memory);
    }

    private static NewMemory memory(String content) {
        return memory(content, null, List.of(), Map.of());
    }

    private static NewMemory memory(
            String content, @Nullable String title, List<String> tags, Map<String, @Nullable Object> metadata) {
        var details = new Details(
                MemoryType.NOTE,
                title == null ? null : new Title(title),
                Tags.of(tags),
                new Metadata(metadata),
                null,
                RelatedMemories.NONE,
                null);
        return new NewMemory(Content.of(content), details, new Origin(MemorySource.MANUAL, null, null));
    }

    @Test
    void areCleanedWhereverTheyStand() {
        StoredTexts cleaned = cleaned(ACTIVE);

        NewMemory memory = cleaned.memory();
        assertThat(memory.content().text()).isEqualTo("a");
        assertThat(memory.details().title()).hasFieldOrPropertyWithValue("text", "c");
        assertThat(memory.details().tags().values()).containsExactly("e<img src=g>", "x");
        assertThat(memory.origin().sourceId()).hasFieldOrPropertyWithValue("text", "h");
        assertThat(memory.details().metadata())
                .isEqualTo(new Metadata(
                        Map.of("i", List.of("k<x>"), "note", Map.of("m ", Map.of("n", "<a>p</a>")), "a b", "q")));
        assertThat(cleaned.errors()).isEmpty();
        assertThat(cleaned.cleaned())
                .containsExactlyInAnyOrder("content", "title", "tags", "source_id", "metadata", "metadata.note");
    }

    @Test
    void stayWhereTheyAreKept() {
        StoredTexts kept = stored(MarkupPolicy.KEEP, ACTIVE);

        assertThat(kept.memory()).isEqualTo(ACTIVE);
        assertThat(kept.cleaned()).isEmpty();
        assertThat(kept.errors()).isEmpty();
    }

    @Test
    void areRejectedFieldByField() {
        StoredTexts rejected = stored(MarkupPolicy.REJECT, ACTIVE);

        assertThat(rejected.errors()).extracting(InvalidValue::code).hasSize(5).containsOnly(ErrorCode.ACTIVE_MARKUP);
        assertThat(rejected.errors())
                .extracting(InvalidValue::field)
                .contains("content", "title", "tags", "source_id")
                .anyMatch(field -> field.startsWith("metadata"));
    }

    @ParameterizedTest
    @EnumSource
    void stayAsTheyCameWhereNothingInThemActs(MarkupPolicy policy) {
        for (String text : MarkupTexts.innocents()) {
            NewMemory memory = memory(text, null, List.of(), Map.of("deep", List.of(Map.of("in", text))));

            StoredTexts stored = stored(policy, memory);

            assertThat(stored.memory()).isEqualTo(memory);
            assertThat(stored.cleaned()).isEmpty();
            assertThat(stored.errors()).isEmpty();
        }
    }

    @Test
    void sayWhyNothingIsLeft() {
        assertThat(cleaned(memory("<script>a</script>")).errors())
                .extracting(InvalidValue::field, InvalidValue::code, Throwable::getMessage)
                .containsExactly(tuple("content", ErrorCode.BLANK, "has nothing but markup, which is taken out"));
    }

    @Test
    void areNotValidWhereNothingIsLeft() {
        assertThat(Map.of(
                        memory(" <svg onload=alert(1)> "),
                        "content blank",
                        memory("a", null, List.of("b", "<script>alert(1)</script>"), Map.of()),
                        "tags[1] blank",
                        memory("a", null, List.of(), Map.of("b", true, "b<script>alert(1)</script>", false)),
                        "metadata duplicate_name"))
                .allSatisfy((memory, error) -> assertThat(cleaned(memory).errors())
                        .map(it -> it.field() + " " + it.code().text())
                        .containsExactly(error));
    }

    /// Also for whoever makes values in another way than requests do.
    @ParameterizedTest
    @EnumSource
    void haveSomethingToSeeWhoeverSendsThem(MarkupPolicy policy) {
        var unseen = new NewMemory(
                new Content("\u200B"),
                new Details(
                        MemoryType.NOTE,
                        null,
                        new Tags(List.of("\u2800")),
                        Metadata.NONE,
                        null,
                        RelatedMemories.NONE,
                        null),
                new Origin(MemorySource.MANUAL, null, null));

        assertThat(stored(policy, unseen).errors())
                .map(it -> it.field() + " " + it.code().text())
                .containsExactly("content blank", "tags[0] blank");
    }

    @Test
    void loseEveryTagWhereSpacesFindNoRoom() {
        String longest = "x".repeat(499 - "a<Title>".length()) + " a<Title>";

        StoredTexts cleaned = cleaned(memory("a", longest, List.of(), Map.of()));

        assertThat(cleaned.memory().details().title()).hasFieldOrPropertyWithValue("text", longest.replace("<", ""));
        assertThat(cleaned.cleaned()).containsExactly("title");
    }

    @Test
    void nameAllMetadataWhereManyNamesAreConcerned() {
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < 21; i++) {
            metadata.put("n" + i, "<script>");
        }
        assertThat(cleaned(memory("a", null, List.of(), metadata)).cleaned()).containsExactly("metadata");

        metadata.remove("n0");
        assertThat(cleaned(memory("a", null, List.of(), metadata)).cleaned())
                .hasSize(20)
                .allMatch(field -> field.startsWith("metadata.n"));
    }

    @Test
    void nameNoNameThatAHeaderCouldNotHold() {
        for (String name : List.of("a, content", "a\r\nX: y", "\u00E9", "", "a.b", "x".repeat(65))) {
            assertThat(cleaned(memory("a", null, List.of(), Map.of(name, "<script>")))
                            .cleaned())
                    .as(name)
                    .containsExactly("metadata");
        }
    }

    /// What a value becomes, by cleaning and trimming, stays as it is when it is sent again.
    @Test
    void areSettledOnceTheyAreStored() {
        for (int round = 0; round < 5_000; round++) {
            String text = space() + MarkupTexts.attack(random) + space();
            String brief =
                    text.substring(0, text.offsetByCodePoints(0, Math.min(90, text.codePointCount(0, text.length()))));
            Map<String, @Nullable Object> metadata = Map.of("a", text, "b" + brief, new BigDecimal(round + ".5"));

            stays(() -> memory(text));
            stays(() -> memory("a", text, List.of(), Map.of()));
            stays(() -> memory("a", null, List.of(brief, "x" + brief, space() + brief + space()), Map.of()));
            stays(() -> memory("a", null, List.of(), metadata));
        }
    }

    private static void stays(Supplier<NewMemory> sent) {
        try {
            StoredTexts first = cleaned(sent.get());
            if (first.errors().isEmpty()) {
                StoredTexts second = cleaned(first.memory());
                assertThat(second.memory()).isEqualTo(first.memory());
                assertThat(second.cleaned()).isEmpty();
                assertThat(stored(MarkupPolicy.REJECT, first.memory()).errors()).isEmpty();
            }
        } catch (InvalidValue e) {
            // No memory was made of it.
        }
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
