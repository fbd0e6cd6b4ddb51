package io.omne.embedding.application.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.TextSpan;
import io.omne.embedding.Vector;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ProviderError;
import io.omne.embedding.api.TextRefused;
import io.omne.memory.application.HeldModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class EmbeddingAttemptTest {

    private static final int AT_ONCE = 4;

    private final List<EmbeddingResult> results = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    private static List<Claim> claims(Stream<String> texts) {
        return texts.map(text ->
                        new Claim(new TextKey("memory", new UserId(UUID.randomUUID()), UUID.randomUUID()), 7, 1, text))
                .toList();
    }

    private List<String> failed() {
        return results.stream()
                .filter(EmbeddingResult.Failed.class::isInstance)
                .map(it -> it.claim().text())
                .toList();
    }

    @Test
    void takesRefusalsOfALimitOnCallsForNoFaultOfTexts() {
        takesNoLimitOnCallsForAFaultOfTexts(Reason.BUSY);
    }

    @Test
    void takesErrorsOfALimitOnCallsForNoFaultOfTexts() {
        takesNoLimitOnCallsForAFaultOfTexts(Reason.AWAY);
    }

    private void takesNoLimitOnCallsForAFaultOfTexts(Reason reason) {
        List<Claim> claims =
                claims(Stream.concat(Stream.of("bad"), IntStream.range(0, 31).mapToObj(i -> "text " + i)));
        var attempt = new EmbeddingAttempt(new LimitedProvider(reason), results::addAll, () -> true);

        assertThat(attempt.embed(HeldModels.SERVING, claims)).isTrue();
        assertThat(failed()).containsExactly("bad");
        assertThat(results).hasSize(32);
        assertThat(calls).hasValueLessThanOrEqualTo(3 * 32);

        results.clear();
        assertThat(attempt.embedAlone(HeldModels.SERVING, claims)).isTrue();
        assertThat(failed()).containsExactly("bad");
        assertThat(results).hasSize(32);
    }

    @Test
    void finishesWhatHasAnAnswerBeforeItTriesTheOthersAgain() {
        List<Claim> claims = claims(Stream.of("late 1", "late 2", "good", "late 3"));
        var embedder = new LimitedProvider(Reason.AWAY) {
            @Override
            EmbeddedText answer(String text) {
                if (text.startsWith("late")) {
                    LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
                    throw error(Reason.AWAY);
                }
                return super.answer(text);
            }
        };

        new EmbeddingAttempt(embedder, results::addAll, () -> true).embedAlone(HeldModels.SERVING, claims);

        assertThat(results.getFirst().claim().text()).isEqualTo("good");
        assertThat(failed()).containsExactlyInAnyOrder("late 1", "late 2", "late 3");
        assertThat(calls).as("two of them twice").hasValue(4 + 2);
    }

    @Test
    void asksOnceForALongTextThatHasNoAnswer() {
        String silent = "silent ".repeat(2_000);
        List<Claim> claims = claims(Stream.of("one", silent, "two", "three"));
        var embedder = new LimitedProvider(Reason.AWAY) {
            @Override
            EmbeddedText answer(String text) {
                if (text.equals(silent)) {
                    LockSupport.parkNanos(Duration.ofMillis(5_500).toNanos());
                    throw error(Reason.AWAY);
                }
                return super.answer(text);
            }
        };

        assertThat(new EmbeddingAttempt(embedder, results::addAll, () -> true).embed(HeldModels.SERVING, claims))
                .isTrue();

        assertThat(failed()).containsExactly(silent);
        assertThat(results).hasSize(4);
        assertThat(calls).as("one for each group").hasValue(3);
    }

    @Test
    void asksAgainForALongTextThatIsRefusedAtOnce() {
        String text = "word ".repeat(2_000);
        var embedder = new LimitedProvider(Reason.BUSY) {
            @Override
            EmbeddedText answer(String asked) {
                if (calls.get() == 1) {
                    throw error(Reason.BUSY);
                }
                return super.answer(asked);
            }
        };

        assertThat(new EmbeddingAttempt(embedder, results::addAll, () -> true)
                        .embed(HeldModels.SERVING, claims(Stream.of(text))))
                .isTrue();

        assertThat(failed()).isEmpty();
        assertThat(results).hasSize(1);
        assertThat(calls).hasValue(2);
    }

    @Test
    void givesBackWhatAProviderThatIsAwayWouldBeTriedAgainFor() {
        List<Claim> claims = claims(Stream.of("one", "two"));
        var embedder = new LimitedProvider(Reason.AWAY) {
            @Override
            EmbeddedText answer(String text) {
                if (calls.get() <= 2) {
                    throw error(Reason.AWAY);
                }
                throw new EmbeddingUnavailable(Reason.AWAY, "away", null, null);
            }
        };

        boolean all =
                new EmbeddingAttempt(embedder, results::addAll, () -> true).embedAlone(HeldModels.SERVING, claims);

        assertThat(all).isFalse();
        assertThat(results).isEmpty();
    }

    private static ProviderError error(Reason reason) {
        return new ProviderError(new EmbeddingUnavailable(reason, "too much", null, null));
    }

    /// Takes a few calls at the same time, and refuses a bad text.
    private class LimitedProvider implements Embedder {

        private final AtomicInteger underWay = new AtomicInteger();
        private final Reason reason;

        LimitedProvider(Reason reason) {
            this.reason = reason;
        }

        @Override
        public boolean isAnswering(IndexedModel model) {
            return true;
        }

        @Override
        public int mostTexts(IndexedModel model) {
            return 100;
        }

        @Override
        public EmbeddedText embedAlone(IndexedModel model, String text) {
            return embed(model, List.of(text)).getFirst();
        }

        @Override
        public List<EmbeddedText> embed(IndexedModel model, List<String> texts) {
            calls.incrementAndGet();
            try {
                if (underWay.incrementAndGet() > AT_ONCE) {
                    throw error(reason);
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                return texts.stream().map(this::answer).toList();
            } finally {
                underWay.decrementAndGet();
            }
        }

        EmbeddedText answer(String text) {
            if (text.equals("bad")) {
                throw new TextRefused("refused");
            }
            return new EmbeddedText(
                    List.of(new EmbeddedPassage(new TextSpan(0, 1), Vector.towards(new float[] {1}))), 0);
        }
    }
}
