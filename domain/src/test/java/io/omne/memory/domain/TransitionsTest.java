package io.omne.memory.domain;

import static io.omne.memory.domain.Samples.CONTENT;
import static io.omne.memory.domain.Samples.DETAILS;
import static io.omne.memory.domain.Samples.FAILURE;
import static io.omne.memory.domain.Samples.ID;
import static io.omne.memory.domain.Samples.LEASE;
import static io.omne.memory.domain.Samples.MODEL;
import static io.omne.memory.domain.Samples.NOW;
import static io.omne.memory.domain.Samples.NO_RETRY;
import static io.omne.memory.domain.Samples.ORIGIN;
import static io.omne.memory.domain.Samples.OWNER;
import static io.omne.memory.domain.Samples.POLICY;
import static io.omne.memory.domain.Samples.after;
import static io.omne.memory.domain.Samples.completed;
import static io.omne.memory.domain.Samples.content;
import static io.omne.memory.domain.Samples.deleted;
import static io.omne.memory.domain.Samples.failed;
import static io.omne.memory.domain.Samples.pending;
import static io.omne.memory.domain.Samples.processing;
import static io.omne.memory.domain.Samples.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.embedding.TextFailure;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryType;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Decision.Rejected;
import io.omne.memory.domain.Decision.ThrownAway;
import io.omne.memory.domain.Embedding.Completed;
import io.omne.memory.domain.Embedding.Failed;
import io.omne.memory.domain.Embedding.Pending;
import io.omne.memory.domain.Embedding.Processing;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every state of a memory, and what each thing that can be asked of it leads to.
class TransitionsTest {

    /// From the states of {@link Samples}: pending after one failed attempt and due now, processing in its
    /// second attempt, failed after two. What is left reads `pending (failed attempts, due in)`,
    /// `processing (attempt)`, `completed`, `failed (attempts)`, with `gone` before it when the memory is
    /// deleted.
    @ParameterizedTest(quoteTextArguments = false, name = "{0} + {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # from     | on              | is                         | leaves                   | by
            -          | create          | accepted                   | pending (0, PT0S)        | Created
            # ----------
            pending    | content changes | accepted                   | pending (0, PT0S)        | ContentChanged
            pending    | other edit      | accepted                   | pending (1, PT0S)        | Reclassified
            pending    | delete          | accepted                   | gone, pending (1, PT0S)  | Deleted
            pending    | claim           | accepted                   | processing (2)           | EmbeddingStarted
            pending    | result          | rejected NOT_PROCESSING     |                          |
            pending    | late result     | thrown away                |                          |
            pending    | failure         | rejected NOT_PROCESSING     |                          |
            pending    | last failure    | rejected NOT_PROCESSING     |                          |
            pending    | late failure    | thrown away                |                          |
            pending    | interruption    | rejected NOT_PROCESSING     |                          |
            pending    | loss            | rejected NOT_PROCESSING     |                          |
            pending    | retry           | accepted                   | pending (0, PT0S)        | EmbeddingRetryAsked
            # ----------
            processing | content changes | accepted                   | pending (0, PT0S)        | ContentChanged
            processing | other edit      | accepted                   | processing (2)           | Reclassified
            processing | delete          | accepted                   | gone, processing (2)     | Deleted
            processing | claim           | rejected NOT_PENDING        |                          |
            processing | result          | accepted                   | completed                | EmbeddingCompleted
            processing | late result     | thrown away                |                          |
            processing | failure         | accepted                   | pending (2, PT20S)       | EmbeddingPostponed
            processing | last failure    | accepted                   | failed (2)               | EmbeddingFailed
            processing | late failure    | thrown away                |                          |
            processing | interruption    | accepted                   | pending (1, PT0S)        | EmbeddingInterrupted
            processing | loss            | accepted                   | pending (1, PT0S)        | EmbeddingPostponed
            processing | retry           | rejected ALREADY_PROCESSING |                          |
            # ----------
            completed  | content changes | accepted                   | pending (0, PT0S)        | ContentChanged
            completed  | other edit      | accepted                   | completed                | Reclassified
            completed  | delete          | accepted                   | gone, completed          | Deleted
            completed  | claim           | rejected NOT_PENDING        |                          |
            completed  | result          | rejected NOT_PROCESSING     |                          |
            completed  | late result     | thrown away                |                          |
            completed  | failure         | rejected NOT_PROCESSING     |                          |
            completed  | last failure    | rejected NOT_PROCESSING     |                          |
            completed  | late failure    | thrown away                |                          |
            completed  | interruption    | rejected NOT_PROCESSING     |                          |
            completed  | loss            | rejected NOT_PROCESSING     |                          |
            completed  | retry           | rejected ALREADY_COMPLETED  |                          |
            # ----------
            failed     | content changes | accepted                   | pending (0, PT0S)        | ContentChanged
            failed     | other edit      | accepted                   | failed (2)               | Reclassified
            failed     | delete          | accepted                   | gone, failed (2)         | Deleted
            failed     | claim           | rejected NOT_PENDING        |                          |
            failed     | result          | rejected NOT_PROCESSING     |                          |
            failed     | late result     | thrown away                |                          |
            failed     | failure         | rejected NOT_PROCESSING     |                          |
            failed     | last failure    | rejected NOT_PROCESSING     |                          |
            failed     | late failure    | thrown away                |                          |
            failed     | interruption    | rejected NOT_PROCESSING     |                          |
            failed     | loss            | rejected NOT_PROCESSING     |                          |
            failed     | retry           | accepted                   | pending (0, PT0S)        | EmbeddingRetryAsked
            """)
    void followsTheTable(String from, String on, String is, @Nullable String leaves, @Nullable String by) {
        Decision decision = decide(from, on);

        assertThat(outcome(decision)).isEqualTo(is);
        assertThat(decision instanceof Accepted accepted ? state(accepted.memory()) : null)
                .isEqualTo(leaves);
        assertThat(decision instanceof Accepted accepted ? events(accepted) : null)
                .isEqualTo(by);
    }

    /// Whatever the embedding was doing when the memory was deleted.
    @ParameterizedTest(quoteTextArguments = false, name = "gone + {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            content changes | rejected GONE
            other edit      | rejected GONE
            delete          | rejected GONE
            claim           | rejected GONE
            result          | thrown away
            late result     | thrown away
            failure         | thrown away
            last failure    | thrown away
            late failure    | thrown away
            interruption    | rejected GONE
            loss            | thrown away
            retry           | rejected GONE
            """)
    void leavesTheGoneAlone(String on, String is) {
        for (Memory memory : List.of(pending(), processing(), completed(), failed())) {
            assertThat(outcome(decide(deleted(memory), on))).isEqualTo(is);
        }
    }

    @Test
    void keepsWhyTheLastAttemptFailed() {
        assertThat(pending().embedding().failure()).isEqualTo(FAILURE);
        assertThat(failed().embedding().failure()).isEqualTo(FAILURE);
        assertThat(after(failed().retry(NOW)).embedding().failure()).isNull();
        assertThat(after(pending().edit(content("another"), NOW)).embedding().failure())
                .isNull();
    }

    @Test
    void completesWithTheModelAndTheTime() {
        assertThat(completed().embedding()).isEqualTo(new Completed(MODEL, NOW, null));
    }

    @Test
    void failsAtTheTimeOfTheLastAttempt() {
        assertThat(failed().embedding()).isEqualTo(new Failed(2, FAILURE, NOW));
    }

    @Test
    void claimsUntilTheLeaseRunsOut() {
        assertThat(processing().embedding()).isEqualTo(new Processing(2, 0, 4, LEASE));
    }

    @Test
    void failsWhenItsInstanceWasLostForTheThirdTimeWhateverTheAttempts() {
        Memory memory = Samples.created(NOW);
        for (int loss = 1; loss < TextFailure.MOST_LOSSES; loss++) {
            memory = after(after(memory.claim(LEASE, NOW)).lose(NOW));
            assertThat(memory.embedding()).isEqualTo(new Pending(0, loss, NOW, EmbeddingFailure.INSTANCE_LOST));
            memory = after(after(memory.claim(LEASE, NOW)).interrupt(NOW));
            assertThat(memory.embedding()).isEqualTo(new Pending(0, loss, NOW, null));
        }

        Memory failed = after(after(memory.claim(LEASE, NOW)).lose(NOW));

        assertThat(failed.embedding()).isEqualTo(new Failed(1, EmbeddingFailure.INSTANCE_LOST, NOW));
    }

    @Test
    void countsLossesApartFromFailedAttempts() {
        Memory lost = after(processing().lose(NOW));

        Memory failed = after(after(lost.claim(LEASE, NOW)).fail(1, FAILURE, POLICY, 0, NOW));

        assertThat(failed.embedding()).isEqualTo(new Pending(2, 1, NOW.plusSeconds(20), FAILURE));
    }

    @Test
    void forgetsLossesWithTheContentAndWithARetry() {
        Memory lost = after(processing().lose(NOW));

        assertThat(after(lost.edit(content("another"), NOW)).embedding()).isEqualTo(new Pending(0, 0, NOW, null));
        assertThat(after(lost.retry(NOW)).embedding()).isEqualTo(new Pending(0, 0, NOW, null));
    }

    @Test
    void isHeldByItsLatestClaimAlone() {
        Memory first = processing();
        Memory second = after(after(first.interrupt(NOW)).claim(LEASE, NOW));
        long old = claim(first);

        assertThat(first.isHeldBy(old)).isTrue();
        assertThat(after(first.edit(type(MemoryType.TASK), NOW)).isHeldBy(old)).isTrue();
        assertThat(second.isHeldBy(old)).isFalse();
        assertThat(second.isHeldBy(claim(second))).isTrue();
        assertThat(completed().isHeldBy(old)).isFalse();
    }

    private static long claim(Memory memory) {
        return ((Processing) memory.embedding()).claim();
    }

    private static Decision decide(String from, String on) {
        return switch (from) {
            case "-" -> Memory.create(ID, OWNER, CONTENT, DETAILS, ORIGIN, NOW);
            case "pending" -> decide(pending(), on);
            case "processing" -> decide(processing(), on);
            case "completed" -> decide(completed(), on);
            case "failed" -> decide(failed(), on);
            default -> throw new IllegalArgumentException(from);
        };
    }

    private static Decision decide(Memory memory, String on) {
        return switch (on) {
            case "content changes" -> memory.edit(content("another"), NOW);
            case "other edit" -> memory.edit(type(MemoryType.TASK), NOW);
            case "delete" -> memory.delete(NOW);
            case "claim" -> memory.claim(LEASE, NOW);
            case "result" -> memory.complete(1, MODEL, 1, NOW);
            case "late result" -> memory.complete(0, MODEL, 1, NOW);
            case "failure" -> memory.fail(1, FAILURE, POLICY, 0, NOW);
            case "last failure" -> memory.fail(1, FAILURE, NO_RETRY, 0, NOW);
            case "late failure" -> memory.fail(0, FAILURE, POLICY, 0, NOW);
            case "interruption" -> memory.interrupt(NOW);
            case "loss" -> memory.lose(NOW);
            case "retry" -> memory.retry(NOW);
            default -> throw new IllegalArgumentException(on);
        };
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Accepted _ -> "accepted";
            case Rejected rejected -> "rejected " + rejected.reason();
            case ThrownAway _ -> "thrown away";
        };
    }

    private static String state(Memory memory) {
        String embedding = switch (memory.embedding()) {
            case Pending it -> "pending (%d, %s)".formatted(it.attempts(), Duration.between(NOW, it.dueAt()));
            case Processing it -> "processing (%d)".formatted(it.attempt());
            case Completed _ -> "completed";
            case Failed it -> "failed (%d)".formatted(it.attempts());
        };
        return memory.isGone() ? "gone, " + embedding : embedding;
    }

    private static String events(Accepted accepted) {
        return accepted.events().stream()
                .map(event -> event.getClass().getSimpleName())
                .collect(Collectors.joining(" "));
    }
}
