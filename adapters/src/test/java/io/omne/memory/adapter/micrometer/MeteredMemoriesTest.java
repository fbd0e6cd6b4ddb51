package io.omne.memory.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.jobs.RetryPolicy;
import io.omne.memory.Change;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(TestDatabase.Shared.class)
class MeteredMemoriesTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final ModelName MODEL = new ModelName("a-model");
    private static final EmbeddingFailure FAILURE = new EmbeddingFailure("model_unavailable", "No answer.");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Transition> saved = new ArrayList<>();
    private final Memories memories = new MeteredMemories(new Remembered(), registry);
    private final TransactionTemplate transaction;
    private Memory memory;

    MeteredMemoriesTest(TestDatabase database) {
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        memory = Memory.create(
                        new MemoryId(UUID.randomUUID()),
                        new UserId(UUID.randomUUID()),
                        new Content("x"),
                        new Details(
                                MemoryType.NOTE,
                                null,
                                new Tags(List.of()),
                                new Metadata(Map.of()),
                                null,
                                RelatedMemories.NONE,
                                null),
                        new Origin(MemorySource.MANUAL, null, null),
                        NOON)
                .memory();
    }

    private final class Remembered implements Memories {

        @Override
        public Optional<Memory> find(MemoryKey key) {
            return Optional.of(memory);
        }

        @Override
        public List<Memory> locked(UserId owner, Collection<MemoryId> ids) {
            return List.of(memory);
        }

        @Override
        public Set<MemoryId> existing(UserId owner, Collection<MemoryId> ids) {
            throw new IllegalStateException("away");
        }

        @Override
        public void save(List<Transition> steps) {
            saved.addAll(steps);
        }

        @Override
        public void recordAccess(Map<MemoryKey, Instant> accesses) {
            throw new IllegalStateException("away");
        }
    }

    private Transition step(Function<Memory, Decision> decision) {
        var accepted = (Accepted) decision.apply(memory);
        var step = new Transition(memory, accepted.memory(), accepted.events());
        memory = step.after();
        return step;
    }

    private void save(Transition step) {
        transaction.executeWithoutResult(_ -> memories.save(List.of(step)));
    }

    private Transition claim() {
        return step(it -> it.claim(NOON.plusSeconds(30), NOON));
    }

    private double attempts(String outcome) {
        return registry.get("omne.embedding.attempts")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double seconds() {
        return registry.get("omne.embedding.latency").timer().totalTime(TimeUnit.SECONDS);
    }

    @Test
    void areTheMemoriesThatTheyStandBefore() {
        Transition claim = claim();
        save(claim);

        assertThat(memories.find(memory.key())).contains(memory);
        assertThat(saved).containsExactly(claim);
    }

    @Test
    void countHowAttemptsEnd() {
        var policy = new RetryPolicy(1, Duration.ofSeconds(60));
        save(claim());
        save(step(it -> it.interrupt(NOON)));
        save(claim());
        save(step(it -> it.fail(1, FAILURE, policy, 0, NOON)));
        save(claim());
        save(step(it -> it.fail(1, FAILURE, policy, 0, NOON)));

        assertThat(memory.embedding().failure()).isEqualTo(FAILURE);
        assertThat(attempts("interrupted")).isEqualTo(1);
        assertThat(attempts("postponed")).isEqualTo(1);
        assertThat(attempts("failed")).isEqualTo(1);
        assertThat(attempts("completed")).isZero();
        assertThat(seconds()).isZero();
    }

    @Test
    void measureFromTheCreationToTheVectors() {
        save(claim());
        save(step(it -> it.complete(1, MODEL, 1, NOON.plusSeconds(3))));

        assertThat(attempts("completed")).isEqualTo(1);
        assertThat(seconds()).isEqualTo(3);
    }

    @Test
    void measureFromNewContentToItsVectors() {
        save(step(it -> it.edit(
                new Edit(
                        Change.to(new Content("y")),
                        Change.keep(),
                        Change.keep(),
                        Change.keep(),
                        Change.keep(),
                        Change.keep(),
                        Change.keep(),
                        Change.keep()),
                NOON.plusSeconds(60))));
        save(claim());
        save(step(it -> it.complete(2, MODEL, 1, NOON.plusSeconds(61))));

        assertThat(seconds()).isEqualTo(1);
    }

    @Test
    void countNothingThatIsRolledBack() {
        save(claim());
        Transition done = step(it -> it.complete(1, MODEL, 1, NOON));
        transaction.executeWithoutResult(status -> {
            memories.save(List.of(done));
            status.setRollbackOnly();
        });

        assertThat(done.events()).hasOnlyElementsOfType(MemoryEvent.EmbeddingCompleted.class);
        assertThat(attempts("completed")).isZero();
    }
}
