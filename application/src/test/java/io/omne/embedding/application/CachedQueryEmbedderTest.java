package io.omne.embedding.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.QueryVector;
import io.omne.embedding.api.TextRefused;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class CachedQueryEmbedderTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final IndexedModel MODEL = new IndexedModel(1, WordModel.SPEC);
    private static final IndexedModel NEXT = new IndexedModel(2, WordModel.SPEC);

    private final WordModel model = new WordModel();
    private final TimedCalls calls = new TimedCalls();
    private final PassageEmbedder passages = new PassageEmbedder(
            new ModelRegistry(List.of(model.provider()), new ToldCalls()),
            new ModelBreakers(Clock.systemUTC()) {
                @Override
                Duration firstPause() {
                    return Duration.ofSeconds(1);
                }
            },
            calls);
    private volatile IndexedModel serving = MODEL;
    private final CachedQueryEmbedder questions =
            new CachedQueryEmbedder(passages, () -> Mono.fromSupplier(() -> serving), new KeptQuestions());

    private static final class KeptQuestions implements QuestionCache {

        private final Map<List<Object>, Vector> kept = new ConcurrentHashMap<>();

        @Override
        public @Nullable Vector find(IndexedModel model, String question) {
            return kept.get(List.of(model, question));
        }

        @Override
        public void keep(IndexedModel model, String question, Vector vector) {
            kept.put(List.of(model, question), vector);
        }
    }

    @AfterEach
    void close() {
        questions.close();
        calls.close();
    }

    private QueryVector embed(String question) {
        return Objects.requireNonNull(questions.embed(question).block(LIMIT));
    }

    @Test
    void asksTheModelOnceForTheSameQuestion() {
        QueryVector first = embed("where is the ferry?");

        assertThat(first).isEqualTo(new QueryVector(MODEL, WordModel.vector("where is the ferry?")));
        assertThat(embed("where is the ferry?")).isEqualTo(first);
        assertThat(embed("Where is the ferry?")).isNotEqualTo(first);
        assertThat(model.passages()).containsExactly("where is the ferry?", "Where is the ferry?");
    }

    @Test
    void asksTheModelThatServesNow() {
        embed("a question");
        serving = NEXT;

        assertThat(embed("a question").model()).isEqualTo(NEXT);
        assertThat(model.passages()).hasSize(2);
    }

    @Test
    void takesTheMeanOfThePartsOfALongQuestion() {
        String question = IntStream.range(0, 400).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));

        Vector vector = embed(question).vector();

        assertThat(model.passages()).hasSize(2).allMatch(question::contains);
        assertThat(vector)
                .isEqualTo(Vector.mean(
                        model.passages().stream().map(WordModel::vector).toList()));
    }

    @Test
    void saysThatTheModelKnowsNothingOfAQuestion() {
        model.supports(_ -> false);
        assertThatExceptionOfType(TextRefused.class).isThrownBy(() -> embed("ท่าเรือ"));
    }

    @Test
    void saysThatAnAnswerIsUnusable() {
        model.answerWith(_ -> List.of());
        assertThatExceptionOfType(ModelFault.class).isThrownBy(() -> embed("a question"));
    }

    @Test
    void keepsNoFailure() {
        model.answerWith(_ -> {
            throw new TextRefused("no");
        });
        assertThatExceptionOfType(TextRefused.class).isThrownBy(() -> embed("a question"));
        model.answerAsUsual();
        assertThat(embed("a question").vector()).isEqualTo(WordModel.vector("a question"));
    }

    @Test
    void failsAtOnceWhileTheProviderPausesAndTriesItAgainAfterwards() {
        model.answerWith(_ -> {
            throw new EmbeddingUnavailable(Reason.AWAY, "no", null, null);
        });
        assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> embed("a question"));
        while (passages.isAnswering(MODEL)) {
            Thread.onSpinWait();
        }
        int asked = model.passages().size();
        assertThatExceptionOfType(EmbeddingUnavailable.class)
                .isThrownBy(() -> embed("a question"))
                .withMessageContaining("left alone");
        assertThat(model.passages()).hasSize(asked);

        model.answerAsUsual();

        while (isUnavailable()) {
            Thread.onSpinWait();
        }
        assertThat(embed("a question").vector()).isEqualTo(WordModel.vector("a question"));
    }

    private boolean isUnavailable() {
        try {
            embed("a question");
            return false;
        } catch (EmbeddingUnavailable e) {
            return true;
        }
    }

    /// The probe says that the provider is there, so others are not kept from it.
    @Test
    void doesNotPauseTheProviderForAFaultOfOneQuestion() {
        model.answerWith(asked -> {
            if (asked.contains("bad")) {
                throw new EmbeddingUnavailable(Reason.AWAY, "status 500", null, null);
            }
            return asked.stream().map(WordModel::vector).toList();
        });
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> embed("bad"));
            embed("good " + i);
        }
        assertThat(passages.isAnswering(MODEL)).isTrue();
    }

    @Test
    void letsOneQuestionAloneWaitForAModelThatHangs() {
        var hanging = new CountDownLatch(1);
        var hung = new AtomicInteger();
        model.makeCancellable();
        model.answerWith(asked -> {
            hung.incrementAndGet();
            await(hanging);
            return asked.stream().map(WordModel::vector).toList();
        });
        long began = System.nanoTime();
        assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> embed("a question"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(1_400), LIMIT);
        while (hung.get() < 2) {
            Thread.onSpinWait();
        }

        began = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> embed("another question"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1_400));
        hanging.countDown();
        while (isUnavailable()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void endsTheCallWhenNobodyWaitsForIt() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        model.makeCancellable();
        model.answerWith(_ -> {
            begun.countDown();
            try {
                Thread.sleep(LIMIT);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            throw new IllegalStateException();
        });
        Disposable asking = questions.embed("a question").subscribe();
        begun.await();

        asking.dispose();

        interrupted.await();
        model.answerAsUsual();
        assertThat(embed("a question").vector()).isEqualTo(WordModel.vector("a question"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
