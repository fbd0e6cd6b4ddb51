package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Lane;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.modelchange.ModelBacklog;
import io.omne.memory.application.modelchange.ModelChange;
import io.omne.memory.application.modelchange.RefusedTexts.RefusedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The backlog where no change of the model is under way, unless a test says so: it only takes note of what is added.
public final class HeldBacklog implements ModelBacklog {

    final List<MemoryKey> added = new ArrayList<>();
    private final @Nullable Task task;

    public HeldBacklog() {
        this(null);
    }

    public HeldBacklog(@Nullable Task task) {
        this.task = task;
    }

    @Override
    public void begin(IndexedModel next, @Nullable Integer perSecond) {}

    @Override
    public Optional<ModelChange> change() {
        return Optional.empty();
    }

    @Override
    public Optional<Task> task() {
        return Optional.ofNullable(task);
    }

    @Override
    public void pause(IndexedModel next, boolean paused) {}

    @Override
    public void limit(IndexedModel next, @Nullable Integer perSecond) {}

    @Override
    public void end(IndexedModel next) {}

    @Override
    public void add(IndexedModel next, Collection<MemoryKey> memories) {
        added.addAll(memories);
    }

    @Override
    public void list(IndexedModel next, int limit) {}

    @Override
    public List<Taken> claim(IndexedModel next, Lane lane, int limit, Instant now, Instant until) {
        return List.of();
    }

    @Override
    public void pay(IndexedModel next, int memories, Instant now) {}

    @Override
    public void loseExpired(IndexedModel next, int mostLosses, EmbeddingFailure failure, Instant now) {}

    @Override
    public Set<MemoryKey> held(IndexedModel next, Map<MemoryKey, Long> tokens) {
        return Set.of();
    }

    @Override
    public void renew(IndexedModel next, Map<MemoryKey, Long> tokens, Instant until) {}

    @Override
    public void done(IndexedModel next, Collection<MemoryKey> memories) {}

    @Override
    public void doneButOutdated(IndexedModel next, Collection<MemoryKey> memories) {}

    @Override
    public List<MemoryKey> takeOutdated(IndexedModel serving, int limit) {
        return List.of();
    }

    @Override
    public List<RefusedText> refused(@Nullable MemoryKey after, int limit) {
        return List.of();
    }

    @Override
    public void failed(IndexedModel next, MemoryKey memory, EmbeddingFailure failure, @Nullable Instant again) {}

    @Override
    public int attempts(IndexedModel next, MemoryKey memory) {
        return 0;
    }

    @Override
    public void giveBack(IndexedModel next, Map<MemoryKey, Long> tokens, Instant now) {}

    @Override
    public void lookAgain(MemoryKey memory) {}

    @Override
    public int forgetRest(int limit) {
        return 0;
    }

    @Override
    public void retry(IndexedModel next) {}

    @Override
    public boolean isEmpty(IndexedModel next) {
        return true;
    }
}
