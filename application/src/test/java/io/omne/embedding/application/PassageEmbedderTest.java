package io.omne.embedding.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.TextSpan;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.ProviderError;
import io.omne.embedding.api.TextRefused;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PassageEmbedderTest {

    private static final IndexedModel MODEL = new IndexedModel(1, WordModel.SPEC);

    private final WordModel model = new WordModel();
    private final TimedCalls calls = new TimedCalls();
    private final PassageEmbedder embedder = new PassageEmbedder(
            new ModelRegistry(List.of(model.provider()), new ToldCalls()), breakers(Duration.ofHours(1)), calls);

    private static ModelBreakers breakers(Duration firstPause) {
        return new ModelBreakers(Clock.systemUTC()) {
            @Override
            Duration firstPause() {
                return firstPause;
            }
        };
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private List<List<Vector>> embed(List<String> texts) {
        return vectors(embedder.embed(MODEL, texts));
    }

    private static List<Vector> vectors(EmbeddedText text) {
        return text.passages().stream().map(EmbeddedPassage::vector).toList();
    }

    private static List<List<Vector>> vectors(List<EmbeddedText> texts) {
        assertThat(texts).allMatch(text -> text.omitted() == 0);
        return texts.stream().map(PassageEmbedderTest::vectors).toList();
    }

    @Test
    void givesEachTextItsVectorsInTheOrderOfTheTexts() {
        String one = "a short text";
        String two = words(300);
        String three = "the last";
        assertThat(embed(List.of(one, two, three)))
                .containsExactly(vectorsOf(one), embed(List.of(two)).getFirst(), vectorsOf(three));
    }

    @Test
    void leavesPassagesOutThatTheModelDoesNotSupport() {
        model.supports(passage -> !passage.contains("w50 "));
        String partly = words(600);
        List<EmbeddedText> texts = embedder.embed(MODEL, List.of("w50 ", partly, "a text", "w50 w51"));

        assertThat(texts).extracting(text -> text.passages().size()).containsExactly(0, 2, 1, 0);
        assertThat(texts).extracting(EmbeddedText::omitted).containsExactly(1, 1, 0, 1);
        assertThat(vectors(texts.get(2))).isEqualTo(vectorsOf("a text"));
        assertThat(model.passages()).hasSize(3).noneMatch(it -> it.contains("w50 "));
    }

    /// By code points: the passages overlap, and those without a vector are left out.
    @Test
    void saysWhereEachPassageIs() {
        String text = "\ud83d\ude00 " + words(600) + " \u200b";
        List<EmbeddedPassage> all =
                embedder.embed(MODEL, List.of("short", text)).getLast().passages();
        assertThat(all)
                .hasSize(3)
                .extracting(it -> part(text, it.span()))
                .isEqualTo(model.passages().subList(1, 4));

        model.supports(passage -> !passage.contains("w50 "));
        assertThat(embedder.embed(MODEL, List.of(text)).getFirst().passages()).isEqualTo(all.subList(1, 3));
    }

    private static String part(String text, TextSpan span) {
        return text.substring(text.offsetByCodePoints(0, span.start()), text.offsetByCodePoints(0, span.end()));
    }

    @Test
    void asksForNothingWhereNoPassageIsSupported() {
        model.supports(_ -> false);
        assertThat(embedder.embed(MODEL, List.of("one", "two")))
                .containsExactly(new EmbeddedText(List.of(), 1), new EmbeddedText(List.of(), 1));
        assertThat(model.passages()).isEmpty();
    }

    @Test
    void leavesAShortTextAsItIs() {
        String text = "  white space before\n and after \t";
        embed(List.of(text, words(254)));
        assertThat(model.passages()).containsExactly(text, words(254));
    }

    @Test
    void cutsALongTextAtTheEndsOfTokens() {
        embed(List.of(words(255) + " "));
        assertThat(model.passages())
                .containsExactly(
                        words(143),
                        IntStream.range(111, 255).mapToObj(i -> " w" + i).collect(Collectors.joining()) + " ");
    }

    @Test
    void losesNoCharacterOfALongText() {
        String text = "\u0001 " + words(5_000) + " \ud83d\ude00 \u200b";
        embed(List.of(text));
        int covered = 0;
        for (String passage : model.passages()) {
            int at = text.indexOf(passage);
            assertThat(at).isBetween(0, covered);
            covered = at + passage.length();
        }
        assertThat(covered).isEqualTo(text.length());
    }

    @Test
    void givesATextWithoutTokensAVectorToo() {
        assertThat(embed(List.of("", "\u0001"))).containsExactly(vectorsOf(""), vectorsOf("\u0001"));
    }

    @Test
    void asksForNothingWhereThereIsNothing() {
        assertThat(embed(List.of())).isEmpty();
    }

    @Test
    void saysThatTheModelFailed() {
        var cause = new IllegalStateException("out of order");
        failFor("text", cause);
        assertThatExceptionOfType(ModelFault.class)
                .isThrownBy(() -> embed(List.of("text")))
                .withMessage("the embedding model words gave no answer")
                .withCause(cause);
    }

    @Test
    void rejectsAnAnswerOfAnotherLength() {
        answerFor("text", List.of());
        assertThatExceptionOfType(ModelFault.class)
                .isThrownBy(() -> embed(List.of("text")))
                .withMessage("the embedding model words gave 0 vectors for 1 passages");
    }

    @Test
    void rejectsAVectorOfAnotherDimensionAndNamesBoth() {
        answerFor("text", List.of(Vector.towards(new float[] {1})));
        assertThatExceptionOfType(ModelFault.class)
                .isThrownBy(() -> embed(List.of("text")))
                .withMessageContainingAll("1 dimensions", "2");
    }

    @Test
    void leavesAProviderAloneThatIsAway() {
        model.answerWith(_ -> {
            throw new EmbeddingUnavailable(Reason.AWAY, "away", null, null);
        });
        for (int call = 0; call < 5; call++) {
            assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> embed(List.of("text")));
        }

        assertThat(model.passages()).hasSize(2);
        assertThat(embedder.isAnswering(MODEL)).isFalse();
        assertThat(model.passages()).hasSize(2);
    }

    @Test
    void leavesAModelAloneThatThisInstanceHasNoKeyFor() {
        var without = new PassageEmbedder(
                new ModelRegistry(List.of(), new ToldCalls()), new ModelBreakers(Clock.systemUTC()), calls);

        assertThatExceptionOfType(EmbeddingUnavailable.class)
                .isThrownBy(() -> without.embed(MODEL, List.of("text")))
                .matches(e -> e.reason() == Reason.UNAUTHORIZED);
        assertThat(without.isAnswering(MODEL)).isFalse();
    }

    @Test
    void asksForAnotherModelOfAProviderThatRefusesOne() {
        var other = new IndexedModel(2, new ModelSpec("words", new ModelName("other words"), 2));
        model.answerWith(_ -> {
            throw new EmbeddingUnavailable(Reason.UNAUTHORIZED, "not this one", null, null);
        });
        assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> embed(List.of("text")));
        model.answerAsUsual();

        assertThat(embedder.isAnswering(MODEL)).isFalse();
        assertThat(embedder.embed(other, List.of("text"))).hasSize(1);
    }

    @Test
    void triesAProviderByOneCallWhenItsPauseIsOver() {
        var impatient = new PassageEmbedder(
                new ModelRegistry(List.of(model.provider()), new ToldCalls()), breakers(Duration.ofMillis(10)), calls);
        model.answerWith(_ -> {
            throw new EmbeddingUnavailable(Reason.UNAUTHORIZED, "no", null, null);
        });
        assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> impatient.embed(MODEL, List.of("text")));
        assertThat(impatient.isAnswering(MODEL)).isFalse();

        model.answerWith(_ -> {
            throw new EmbeddingUnavailable(Reason.BUSY, "later", Duration.ofMillis(10), null);
        });
        var other = new PassageEmbedder(
                new ModelRegistry(List.of(model.provider()), new ToldCalls()), breakers(Duration.ofMillis(10)), calls);
        assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> other.embed(MODEL, List.of("text")));
        model.answerAsUsual();
        while (!other.isAnswering(MODEL)) {
            Thread.onSpinWait();
        }
        assertThat(vectors(other.embed(MODEL, List.of("text")))).containsExactly(vectorsOf("text"));
    }

    /// What a provider does for one text alone: the probe decides that it is there.
    @Test
    void takesWhateverAProviderDoesForOneTextForAFaultOfThatText() {
        for (Reason reason : Reason.values()) {
            failFor("bad", new EmbeddingUnavailable(reason, reason + " for this text", Duration.ofHours(1), null));

            assertThatExceptionOfType(ProviderError.class)
                    .isThrownBy(() -> embed(List.of("good", "bad")))
                    .withMessage(reason + " for this text");
            assertThatExceptionOfType(ProviderError.class).isThrownBy(() -> embedder.embedAlone(MODEL, "bad"));
            assertThat(embedder.isAnswering(MODEL)).isTrue();
            assertThat(embed(List.of("good"))).containsExactly(vectorsOf("good"));
        }
        failFor("bad", new TextRefused("refused"));
        assertThatExceptionOfType(TextRefused.class).isThrownBy(() -> embed(List.of("bad")));
        failFor("bad", new StackOverflowError());
        assertThatExceptionOfType(ModelFault.class).isThrownBy(() -> embed(List.of("bad")));
        assertThat(embed(List.of("good"))).containsExactly(vectorsOf("good"));
    }

    @Test
    void takesWhateverAProviderDoesForEveryTextForItsOwnFault() {
        Map<RuntimeException, Reason> failures = Map.of(
                unavailable(Reason.AWAY),
                Reason.AWAY,
                unavailable(Reason.BUSY),
                Reason.BUSY,
                unavailable(Reason.UNAUTHORIZED),
                Reason.UNAUTHORIZED,
                unavailable(Reason.MISCONFIGURED),
                Reason.MISCONFIGURED,
                new TextRefused("refused"),
                Reason.MISCONFIGURED,
                new ModelFault("no JSON", null),
                Reason.MISCONFIGURED,
                new IllegalStateException("out of order"),
                Reason.AWAY);
        failures.forEach((failure, reason) -> {
            var other = new PassageEmbedder(
                    new ModelRegistry(List.of(model.provider()), new ToldCalls()),
                    breakers(Duration.ofHours(1)),
                    calls);
            model.answerWith(_ -> {
                throw failure;
            });

            assertThatExceptionOfType(EmbeddingUnavailable.class)
                    .isThrownBy(() -> other.embed(MODEL, List.of("text")))
                    .matches(e -> e.reason() == reason);
            assertThat(other.isAnswering(MODEL)).isFalse();
            assertThat(other.mostTexts(MODEL)).isEqualTo(16);
        });
    }

    /// A provider that counts tokens takes a short probe and no longer text.
    @Test
    void asksABusyProviderForATextOfTheSameLength() {
        model.answerWith(asked -> {
            if (asked.stream().mapToInt(String::length).sum() > 100) {
                throw unavailable(Reason.BUSY);
            }
            return asked.stream().map(WordModel::vector).toList();
        });

        assertThatExceptionOfType(EmbeddingUnavailable.class)
                .isThrownBy(() -> embed(List.of("word ".repeat(50))))
                .matches(e -> e.reason() == Reason.BUSY);
    }

    @Test
    void asksForFewerTextsEachTimeThatAProviderIsAwayForThem() {
        var other = new PassageEmbedder(
                new ModelRegistry(List.of(model.provider()), new ToldCalls()), breakers(Duration.ofMillis(1)), calls);
        for (int most : List.of(16, 8, 4, 2, 1, 1)) {
            model.answerWith(_ -> {
                throw unavailable(Reason.AWAY);
            });
            assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> other.embed(MODEL, List.of("text")));
            assertThat(other.mostTexts(MODEL)).isEqualTo(most);
            model.answerAsUsual();
            while (!other.isAnswering(MODEL)) {
                Thread.onSpinWait();
            }
        }
        for (int most : List.of(2, 4, 8, 16, 32, Integer.MAX_VALUE)) {
            other.embed(MODEL, List.of("text"));
            assertThat(other.mostTexts(MODEL)).isEqualTo(most);
        }
    }

    @Test
    void takesAnErrorOutsideOfTheModelForAnOutageWhereTheProbeHasItToo() {
        for (Error error : List.of(new OutOfMemoryError("scripted"), new NoClassDefFoundError("scripted"))) {
            var withoutLibrary = new PassageEmbedder(
                    new ModelRegistry(
                            List.of(opening(() -> {
                                throw error;
                            })),
                            new ToldCalls()),
                    breakers(Duration.ofHours(1)),
                    calls);
            var withoutThreads = new PassageEmbedder(
                    new ModelRegistry(List.of(model.provider()), new ToldCalls()),
                    breakers(Duration.ofHours(1)),
                    new TimedCalls() {
                        @Override
                        <T> T call(ModelName name, Duration atMost, Supplier<T> call) {
                            throw error;
                        }
                    });
            for (PassageEmbedder other : List.of(withoutLibrary, withoutThreads)) {
                assertThatExceptionOfType(EmbeddingUnavailable.class)
                        .isThrownBy(() -> other.embed(MODEL, List.of("text")))
                        .matches(e -> e.reason() == Reason.AWAY);
                assertThat(other.isAnswering(MODEL)).isFalse();
            }
        }
    }

    @Test
    @Timeout(30)
    void waitsNoLongerForAModelThatIsLoadedThanItsThreadIsToWait() {
        var never = new CountDownLatch(1);
        var loading = new PassageEmbedder(
                new ModelRegistry(
                        List.of(opening(() -> {
                            while (never.getCount() > 0) {
                                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                            }
                        })),
                        new ToldCalls()),
                breakers(Duration.ofHours(1)),
                calls);
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> loading.embed(MODEL, List.of("text")));

        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    /// A model whose time grows with the text: the limit does so too, and no text is at fault.
    @Test
    @Timeout(60)
    void givesASlowModelMoreTimeAndChargesNoText() {
        model.makeCancellable();
        model.answerWith(asked -> {
            int characters = asked.stream().mapToInt(String::length).sum();
            sleep(Duration.ofMillis(characters));
            return asked.stream().map(WordModel::vector).toList();
        });
        String text = "word ".repeat(700);

        assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> embed(List.of(text)));
        assertThat(embedder.isAnswering(MODEL)).isTrue();
        assertThat(embed(List.of(text))).hasSize(1);
    }

    @Test
    @Timeout(60)
    void chargesATextThatHasNoAnswerWhereOthersOfItsLengthHaveOne() {
        model.makeCancellable();
        String text = "word ".repeat(1_000);
        model.answerWith(asked -> {
            if (asked.stream().anyMatch(it -> it.contains("word"))) {
                sleep(Duration.ofMinutes(1));
            }
            return asked.stream().map(WordModel::vector).toList();
        });

        assertThatExceptionOfType(ProviderError.class).isThrownBy(() -> embed(List.of(text)));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ModelProvider opening(Runnable first) {
        ModelProvider provider = model.provider();
        return new ModelProvider() {
            @Override
            public String name() {
                return provider.name();
            }

            @Override
            public ModelSpec spec(@Nullable String name, @Nullable Integer dimension) {
                return provider.spec(name, dimension);
            }

            @Override
            public EmbeddingModel open(ModelSpec spec) {
                first.run();
                return provider.open(spec);
            }
        };
    }

    private static EmbeddingUnavailable unavailable(Reason reason) {
        return new EmbeddingUnavailable(reason, "not now", null, null);
    }

    private void failFor(String text, Throwable failure) {
        model.answerWith(asked -> {
            if (asked.contains(text)) {
                switch (failure) {
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    default -> throw new IllegalArgumentException(failure);
                }
            }
            return asked.stream().map(WordModel::vector).toList();
        });
    }

    private void answerFor(String text, List<Vector> answer) {
        model.answerWith(asked -> asked.contains(text)
                ? answer
                : asked.stream().map(WordModel::vector).toList());
    }

    private static List<Vector> vectorsOf(String text) {
        return List.of(WordModel.vector(text));
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }
}
