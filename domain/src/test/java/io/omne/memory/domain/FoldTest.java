package io.omne.memory.domain;

import static io.omne.memory.domain.Samples.FAILURE;
import static io.omne.memory.domain.Samples.ID;
import static io.omne.memory.domain.Samples.MODEL;
import static io.omne.memory.domain.Samples.POLICY;
import static io.omne.memory.domain.Samples.content;
import static io.omne.memory.domain.Samples.metadata;
import static io.omne.memory.domain.Samples.occurredAt;
import static io.omne.memory.domain.Samples.related;
import static io.omne.memory.domain.Samples.supersededBy;
import static io.omne.memory.domain.Samples.tags;
import static io.omne.memory.domain.Samples.title;
import static io.omne.memory.domain.Samples.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.EmbeddingCompleted;
import io.omne.memory.MemoryEvent.EmbeddingStarted;
import io.omne.memory.MemoryEvent.MetadataReplaced;
import io.omne.memory.MemoryEvent.OccurredAtChanged;
import io.omne.memory.MemoryEvent.Reclassified;
import io.omne.memory.MemoryEvent.RelatedMemoriesChanged;
import io.omne.memory.MemoryEvent.Retagged;
import io.omne.memory.MemoryEvent.Retitled;
import io.omne.memory.MemoryEvent.SupersededByChanged;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Title;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Embedding.Completed;
import io.omne.memory.domain.Embedding.Processing;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Random walks through everything that can happen to a memory, the same ones in every run.
class FoldTest {

    private static final int WALKS = 3_000;
    private static final int STEPS = 30;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20260301);

    @Test
    void leadsWhereTheTransitionsLed() {
        Set<Class<?>> met = new HashSet<>();
        for (int walk = 0; walk < WALKS; walk++) {
            walk(met);
        }
        assertThat(met).as("every event was met").containsExactlyInAnyOrder(MemoryEvent.class.getPermittedSubclasses());
    }

    private void walk(Set<Class<?>> met) {
        Instant now = Samples.NOW;
        Memory memory = Samples.created(now);
        List<MemoryEvent> events = new ArrayList<>(
                List.of(new Created(Samples.ID, Samples.OWNER, Samples.CONTENT, Samples.DETAILS, Samples.ORIGIN, now)));
        for (int step = 0; step < STEPS; step++) {
            now = now.plusSeconds(1 + random.nextInt(100));
            if (next(memory, now) instanceof Accepted accepted) {
                events.addAll(accepted.events());
                check(memory, accepted, events);
                memory = accepted.memory();
            }
        }
        events.forEach(event -> met.add(event.getClass()));
    }

    private Decision next(Memory memory, Instant now) {
        // Mostly the current content, now and then the one before.
        int revision = memory.counts().revision() - (random.nextInt(8) == 0 ? 1 : 0);
        return switch (random.nextInt(24)) {
            case 0 -> memory.edit(content(text()), now);
            case 1 -> memory.edit(type(random.nextBoolean() ? MemoryType.NOTE : MemoryType.TASK), now);
            case 2 -> memory.edit(title(random.nextBoolean() ? Optional.empty() : Optional.of(new Title(text()))), now);
            case 3 -> memory.edit(tags(text(), text()), now);
            case 4 -> memory.edit(metadata(new Metadata(Map.of("n", BigInteger.valueOf(random.nextInt(3))))), now);
            case 5, 6, 7, 8, 9 -> memory.claim(now.plusSeconds(300), now);
            case 10, 11, 12 -> memory.complete(revision, MODEL, 1, now);
            case 13, 14, 15, 16 -> memory.fail(revision, FAILURE, POLICY, random.nextDouble(), now);
            case 17 -> memory.interrupt(now);
            case 18 -> memory.retry(now);
            case 19 -> memory.lose(now);
            case 20 -> memory.edit(occurredAt(Optional.of(now).filter(_ -> random.nextBoolean())), now);
            case 21 -> memory.edit(random.nextBoolean() ? related() : related(ID), now);
            case 22 -> memory.edit(supersededBy(Optional.of(ID).filter(_ -> random.nextBoolean())), now);
            default -> random.nextInt(10) == 0 ? memory.delete(now) : memory.claim(now.plusSeconds(300), now);
        };
    }

    private static void check(Memory before, Accepted accepted, List<MemoryEvent> all) {
        Memory after = accepted.memory();
        assertThat(Fold.of(all)).isEqualTo(after);
        assertThat(before.isGone()).as("nothing happens to the deleted").isFalse();
        assertThat(after.counts().sequence()).isEqualTo(all.size());
        assertThat(after.counts().revision()).isEqualTo(1 + count(all, ContentChanged.class));
        int edits = count(
                accepted.events(),
                ContentChanged.class,
                Reclassified.class,
                Retitled.class,
                Retagged.class,
                MetadataReplaced.class,
                OccurredAtChanged.class,
                RelatedMemoriesChanged.class,
                SupersededByChanged.class);
        assertThat(after.counts().version()).isEqualTo(before.counts().version() + edits);
        assertThat(after.lifetime().updatedAt().equals(before.lifetime().updatedAt()))
                .isEqualTo(edits == 0);
        if (after.embedding() instanceof Processing processing) {
            assertThat(all.get((int) processing.claim() - 1)).isInstanceOf(EmbeddingStarted.class);
        }
        if (after.embedding() instanceof Completed) {
            assertThat(all.stream().filter(EmbeddingCompleted.class::isInstance).map(EmbeddingCompleted.class::cast))
                    .last()
                    .extracting(EmbeddingCompleted::revision)
                    .isEqualTo(after.counts().revision());
        }
    }

    private static int count(List<MemoryEvent> events, Class<?>... kinds) {
        Set<Class<?>> wanted = Set.of(kinds);
        return (int) events.stream()
                .filter(event -> wanted.contains(event.getClass()))
                .count();
    }

    private String text() {
        return "text " + random.nextInt(4);
    }

    @Test
    void rejectsEventsThatDoNotBeginWithACreation() {
        Memory memory = Samples.created(Samples.NOW);
        List<MemoryEvent> deletion = ((Accepted) memory.delete(Samples.NOW)).events();

        assertThatIllegalArgumentException().isThrownBy(() -> Fold.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Fold.of(deletion));
    }

    @Test
    void rejectsASecondCreation() {
        List<MemoryEvent> creation = Memory.create(
                        Samples.ID, Samples.OWNER, Samples.CONTENT, Samples.DETAILS, Samples.ORIGIN, Samples.NOW)
                .events();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fold.of(List.of(creation.getFirst(), creation.getFirst())));
    }
}
