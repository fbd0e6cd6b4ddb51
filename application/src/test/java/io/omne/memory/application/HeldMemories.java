package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Lane;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.embedding.EmbeddingQueue;
import io.omne.memory.application.embedding.TextLength;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.modelling.command.ConcurrencyException;

/// Memories held by the test itself, for one thread.
public final class HeldMemories implements Memories, EmbeddingQueue {

    private final Map<MemoryKey, Memory> held = new HashMap<>();
    public final Map<MemoryKey, Instant> leases = new HashMap<>();
    private final Map<MemoryKey, IndexedModel> refused = new HashMap<>();
    public final Map<MemoryKey, Instant> accesses = new HashMap<>();
    public final List<MemoryEvent> events = new ArrayList<>();

    @Override
    public Optional<Memory> find(MemoryKey key) {
        return Optional.ofNullable(held.get(key));
    }

    @Override
    public List<Memory> locked(UserId owner, Collection<MemoryId> ids) {
        return ids.stream()
                .flatMap(id -> find(new MemoryKey(owner, id)).stream())
                .toList();
    }

    @Override
    public Set<MemoryId> existing(UserId owner, Collection<MemoryId> ids) {
        return ids.stream()
                .filter(id -> find(new MemoryKey(owner, id))
                        .filter(it -> !it.isGone())
                        .isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public void save(List<Transition> steps) {
        for (Transition step : steps) {
            if (!Objects.equals(held.get(step.after().key()), step.before())) {
                throw new ConcurrencyException("changed meanwhile");
            }
        }
        for (Transition step : steps) {
            held.put(step.after().key(), step.after());
            leases.remove(step.after().key());
            events.addAll(step.events());
        }
    }

    @Override
    public void recordAccess(Map<MemoryKey, Instant> accesses) {
        this.accesses.putAll(accesses);
    }

    @Override
    public List<Memory> due(Lane lane, int limit, TextLength texts, Instant now) {
        return earliest(
                limit,
                now,
                memory -> memory.embedding() instanceof Embedding.Pending it
                                && lane(it) == lane
                                && (texts == TextLength.ANY
                                        || memory.content().text().getBytes(StandardCharsets.UTF_8).length <= 1_000)
                        ? Optional.of(it.dueAt())
                        : Optional.empty());
    }

    private static Lane lane(Embedding.Pending it) {
        if (it.losses() > 0) {
            return Lane.LOST;
        }
        return it.attempts() > 0 ? Lane.RETRIED : Lane.FRESH;
    }

    @Override
    public List<Memory> expired(int limit, Instant now) {
        return earliest(
                limit,
                now,
                memory -> memory.embedding() instanceof Embedding.Processing it
                        ? Optional.of(leases.getOrDefault(memory.key(), it.leasedUntil()))
                        : Optional.empty());
    }

    @Override
    public List<Memory> failed(int limit, Instant from, Instant to) {
        return earliest(
                limit,
                to.minusNanos(1),
                memory -> memory.embedding() instanceof Embedding.Failed it
                                && !it.at().isBefore(from)
                                && !it.failure().concernsText()
                        ? Optional.of(it.at())
                        : Optional.empty());
    }

    private List<Memory> earliest(int limit, Instant now, Function<Memory, Optional<Instant>> time) {
        record Timed(Memory memory, Instant at) {}
        return held.values().stream()
                .filter(memory -> !memory.isGone())
                .flatMap(memory -> Stream.ofNullable(
                        time.apply(memory).map(at -> new Timed(memory, at)).orElse(null)))
                .filter(timed -> !timed.at().isAfter(now))
                .sorted(Comparator.comparing(Timed::at))
                .limit(limit)
                .map(Timed::memory)
                .toList();
    }

    @Override
    public List<Memory> locked(Collection<MemoryKey> keys) {
        Set<MemoryKey> asked = new HashSet<>(keys);
        return held.values().stream().filter(it -> asked.contains(it.key())).toList();
    }

    @Override
    public void refusedBy(IndexedModel model, Collection<MemoryKey> keys) {
        keys.forEach(key -> refused.put(key, model));
    }

    @Override
    public List<Memory> refusedByOthers(IndexedModel model, int limit) {
        return held.values().stream()
                .filter(it -> !it.isGone()
                        && it.embedding() instanceof Embedding.Failed failed
                        && failed.failure().concernsText()
                        && !model.equals(refused.get(it.key())))
                .limit(limit)
                .toList();
    }

    @Override
    public void renew(Map<MemoryKey, Long> tokens, Instant leasedUntil) {
        tokens.forEach((key, token) -> {
            if (find(key).filter(it -> it.isHeldBy(token)).isPresent()) {
                leases.put(key, leasedUntil);
            }
        });
    }
}
