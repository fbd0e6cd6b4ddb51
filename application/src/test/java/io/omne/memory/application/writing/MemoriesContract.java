package io.omne.memory.application.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.embedding.api.Lane;
import io.omne.jobs.RetryPolicy;
import io.omne.memory.Change;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.application.embedding.EmbeddingQueue;
import io.omne.memory.application.embedding.TextLength;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What {@link Memories} and {@link EmbeddingQueue} promise, whatever stands behind them. The two see the same
/// memories. Other tests may leave memories of their own behind, so the queue is only asked about this test's.
public abstract class MemoriesContract {

    protected static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final EmbeddingFailure FAILURE = new EmbeddingFailure("model_unavailable", "No answer.");

    protected abstract Memories memories();

    protected abstract EmbeddingQueue queue();

    /// Does it in one transaction, and takes it all back when it throws.
    protected abstract <T> T transactionally(Supplier<T> work);

    protected static Accepted created(String content, Instant at) {
        return created(content, at, new UserId(UUID.randomUUID()));
    }

    protected static Accepted created(String content, Instant at, UserId owner) {
        var metadata = new HashMap<String, @Nullable Object>();
        metadata.put("exact", new BigDecimal("1.10"));
        metadata.put("large", new BigInteger("7".repeat(Metadata.MAX_NUMBER_LENGTH)));
        metadata.put("tiny", new BigDecimal("1E-999"));
        metadata.put("nothing", null);
        metadata.put("nested", Map.of("list", List.of(true, "é 😀")));
        return Memory.create(
                new MemoryId(UUID.randomUUID()),
                owner,
                new Content(content),
                new Details(
                        MemoryType.DECISION,
                        new Title("A title"),
                        new Tags(List.of("one", "two, \"quoted\" {x}")),
                        new Metadata(metadata),
                        NOW.minusSeconds(86_400),
                        new RelatedMemories(List.of(new MemoryId(UUID.randomUUID()), new MemoryId(new UUID(-1, -1)))),
                        new MemoryId(UUID.randomUUID())),
                new Origin(MemorySource.CHAT, new SourceId("message-7"), UUID.randomUUID()),
                at);
    }

    protected static Accepted retitled(Memory memory, @Nullable String title) {
        return (Accepted) memory.edit(
                new Edit(
                        Change.keep(),
                        Change.keep(),
                        Change.to(Optional.ofNullable(title).map(Title::new)),
                        Change.keep(),
                        Change.keep(),
                        Change.keep(),
                        Change.keep(),
                        Change.keep()),
                NOW.plusSeconds(1));
    }

    protected Memory save(@Nullable Memory before, Accepted accepted) {
        transactionally(() -> {
            memories().save(List.of(Transition.of(before, accepted)));
            return accepted;
        });
        return accepted.memory();
    }

    private Memory found(Memory memory) {
        return transactionally(() -> memories().find(memory.key())).orElseThrow();
    }

    @Test
    void knowsWhichOfTheOwnersMemoriesExist() {
        Memory memory = save(null, created("x", NOW));
        Memory deleted = save(null, created("x", NOW, memory.owner()));
        save(deleted, (Accepted) deleted.delete(NOW));
        Memory foreign = save(null, created("x", NOW));
        var unknown = new MemoryId(UUID.randomUUID());

        assertThat(transactionally(() ->
                        memories().existing(memory.owner(), List.of(memory.id(), deleted.id(), foreign.id(), unknown))))
                .containsExactly(memory.id());
        assertThat(transactionally(() -> memories().existing(memory.owner(), List.of())))
                .isEmpty();
    }

    @Test
    void findsWhatWasSavedInEveryState() {
        Memory pending = save(null, created("content \n with 😀 and ' quotes", NOW));
        assertThat(found(pending)).isEqualTo(pending);

        Memory first = save(pending, (Accepted) pending.claim(NOW.plusSeconds(30), NOW));
        assertThat(found(pending)).isEqualTo(first);

        Memory lost = save(first, (Accepted) first.lose(NOW));
        assertThat(found(pending)).isEqualTo(lost);

        Memory processing = save(lost, (Accepted) lost.claim(NOW.plusSeconds(30), NOW));
        assertThat(found(pending)).isEqualTo(processing);

        Memory postponed = save(
                processing, (Accepted) processing.fail(1, FAILURE, new RetryPolicy(1, Duration.ofSeconds(60)), 0, NOW));
        assertThat(found(pending)).isEqualTo(postponed);

        Memory again = save(postponed, (Accepted) postponed.claim(NOW.plusSeconds(90), NOW));
        Memory failed =
                save(again, (Accepted) again.fail(1, FAILURE, new RetryPolicy(1, Duration.ofSeconds(60)), 0, NOW));
        assertThat(found(pending)).isEqualTo(failed);

        Memory retried = save(failed, (Accepted) failed.retry(NOW));
        Memory last = save(retried, (Accepted) retried.claim(NOW.plusSeconds(30), NOW));
        Memory completed = save(last, (Accepted) last.complete(1, new ModelName("a-model"), 3, NOW));
        assertThat(found(pending)).isEqualTo(completed);

        Memory untitled = save(completed, retitled(completed, null));
        assertThat(found(pending)).isEqualTo(untitled);

        Memory gone = save(untitled, (Accepted) untitled.delete(NOW));
        assertThat(found(pending)).isEqualTo(gone);
    }

    @Test
    void findsNothingUnderAnotherOwner() {
        Memory memory = save(null, created("mine", NOW));

        assertThat(transactionally(() -> memories().find(new MemoryKey(new UserId(UUID.randomUUID()), memory.id()))))
                .isEmpty();
    }

    @Test
    void refusesAStepFromAnOldState() {
        Memory first = save(null, created("contested", NOW));
        save(first, retitled(first, "the first to come"));

        assertThatThrownBy(() -> save(first, retitled(first, "the second"))).isInstanceOf(ConcurrencyException.class);
        assertThat(found(first).details().title()).isEqualTo(new Title("the first to come"));
    }

    @Test
    void savesAllStepsOrNone() {
        Memory stale = save(null, created("stale", NOW));
        save(stale, retitled(stale, "changed"));
        Accepted other = created("together with a stale one", NOW);

        assertThatThrownBy(() -> transactionally(() -> {
                    memories()
                            .save(List.of(
                                    Transition.of(null, other), Transition.of(stale, retitled(stale, "too late"))));
                    return other;
                }))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(transactionally(() -> memories().find(other.memory().key()))).isEmpty();
    }

    @Test
    void handsOutTheDueMemoriesOfAUserLongestDueFirst() {
        Memory later = save(null, created("later", NOW.minusSeconds(1000)));
        Memory sooner = save(null, created("sooner", NOW.minusSeconds(2000), later.owner()));
        Memory notYet = save(null, created("not yet", NOW.plusSeconds(2000)));
        Memory gone = save(null, created("gone", NOW.minusSeconds(2000)));
        save(gone, (Accepted) gone.delete(NOW));

        List<Memory> due = transactionally(() -> queue().due(Lane.FRESH, 10_000, TextLength.ANY, NOW));

        assertThat(due).containsSubsequence(sooner, later).doesNotContain(notYet, gone);
        assertThat(due).noneMatch(Memory::isGone);
    }

    @Test
    void handsOutNoMoreThanAsked() {
        save(null, created("one", NOW.minusSeconds(10)));
        save(null, created("two", NOW.minusSeconds(10)));

        assertThat(transactionally(() -> queue().due(Lane.FRESH, 1, TextLength.ANY, NOW)))
                .hasSize(1);
    }

    @Test
    void findsLeasesThatRanOutUnlessTheyWereRenewed() {
        Memory lost = claimed("lost", NOW.minusSeconds(1));
        Memory held = claimed("held", NOW.plusSeconds(1));
        Memory renewed = claimed("renewed", NOW.minusSeconds(1));
        transactionally(() -> {
            queue().renew(Map.of(renewed.key(), token(renewed)), NOW.plusSeconds(30));
            return renewed;
        });

        List<Memory> expired = transactionally(() -> queue().expired(10_000, NOW));

        assertThat(expired)
                .contains(lost)
                .doesNotContain(held)
                .noneMatch(it -> it.key().equals(renewed.key()));
        assertThat(found(renewed).counts()).isEqualTo(renewed.counts());
    }

    @Test
    void renewsNoLeaseOfAnotherClaim() {
        Memory lost = claimed("lost", NOW.minusSeconds(1));
        transactionally(() -> {
            queue().renew(Map.of(lost.key(), token(lost) + 1), NOW.plusSeconds(30));
            return lost;
        });

        assertThat(transactionally(() -> queue().expired(10_000, NOW))).contains(lost);
    }

    private static long token(Memory memory) {
        return ((Embedding.Processing) memory.embedding()).claim();
    }

    @Test
    void handsOutEachMemoryInTheLaneOfWhatIsKnownOfIt() {
        Instant before = NOW.minusSeconds(1_000);
        Memory fresh = save(null, created("fresh", before));
        Memory failed = claimed("failed before", before);
        Memory retried = save(failed, (Accepted) failed.fail(1, FAILURE, new RetryPolicy(1, Duration.ZERO), 0, before));
        Memory held = claimed("lost before", before);
        Memory lost = save(held, (Accepted) held.lose(before));

        Map<Lane, Memory> expected = Map.of(Lane.FRESH, fresh, Lane.RETRIED, retried, Lane.LOST, lost);
        for (Lane lane : Lane.values()) {
            List<Memory> due = transactionally(() -> queue().due(lane, 10_000, TextLength.ANY, NOW));
            assertThat(due).contains(expected.get(lane));
            assertThat(due.stream().filter(expected::containsValue)).hasSize(1);
        }
    }

    @Test
    void handsOutFailuresOfATimeLongestAgoFirst() {
        Instant from = NOW.minusSeconds(100);
        Memory last = failed("last", NOW.minusNanos(1_000));
        Memory first = failed("first", from);
        Memory tooEarly = failed("too early", from.minusNanos(1_000));
        Memory tooLate = failed("too late", NOW);
        Memory gone = failed("gone", from);
        save(gone, (Accepted) gone.delete(NOW));
        Memory retried = failed("retried", from);
        Memory pending = save(retried, (Accepted) retried.retry(from));

        List<Memory> failed = transactionally(() -> queue().failed(10_000, from, NOW));

        assertThat(failed)
                .containsSubsequence(first, last)
                .doesNotContain(tooEarly, tooLate, pending)
                .noneMatch(Memory::isGone);
        assertThat(transactionally(() -> queue().failed(1, from, NOW))).hasSize(1);
    }

    protected Memory failed(String content, Instant at) {
        Memory pending = save(null, created(content, at));
        Memory processing = save(pending, (Accepted) pending.claim(at, at));
        return save(processing, (Accepted) processing.fail(1, FAILURE, new RetryPolicy(0, Duration.ZERO), 0, at));
    }

    @Test
    void locksJustTheMemoriesAskedFor() {
        Memory one = save(null, created("one", NOW));
        Memory two = save(null, created("two", NOW));
        save(null, created("three", NOW));

        assertThat(transactionally(() -> queue().locked(List.of(two.key(), one.key()))))
                .containsExactlyInAnyOrder(one, two);
    }

    private Memory claimed(String content, Instant leasedUntil) {
        Memory pending = save(null, created(content, NOW));
        return save(pending, (Accepted) pending.claim(leasedUntil, NOW));
    }
}
