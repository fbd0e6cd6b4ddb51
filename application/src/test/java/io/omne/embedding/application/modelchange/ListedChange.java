package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A change of the model that goes on, whose texts are all listed.
record ListedChange(IndexedModel next) implements ModelChanges {

    @Override
    public void begin(IndexedModel model, @Nullable Integer perSecond) {}

    @Override
    public Optional<ModelChange> find() {
        return Optional.empty();
    }

    @Override
    public Optional<Task> task() {
        return Optional.of(new Task(next, true));
    }

    @Override
    public void pause(IndexedModel model, boolean paused) {}

    @Override
    public void limit(IndexedModel model, @Nullable Integer perSecond) {}

    @Override
    public void end(IndexedModel model) {}

    @Override
    public Optional<TextKey> lockListing(IndexedModel model) {
        return Optional.empty();
    }

    @Override
    public void moveListing(IndexedModel model, @Nullable TextKey last) {}

    @Override
    public int allowed(IndexedModel model, int limit, Instant now) {
        return limit;
    }

    @Override
    public void pay(IndexedModel model, int texts, Instant now) {}
}
