package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Remembers what it was told of calls.
final class ToldCalls implements ModelCalls {

    private final List<String> told = new ArrayList<>();

    List<String> told() {
        return told;
    }

    @Override
    public void ended(ModelSpec model, Outcome outcome, Duration took) {
        told.add(
                "%s %s %s%s".formatted(model.provider(), model.model(), outcome, took.isNegative() ? " negative" : ""));
    }

    @Override
    public void embedded(ModelSpec model, int passages, long tokens, long characters) {
        told.add("%d passages, %d tokens, %d characters".formatted(passages, tokens, characters));
    }
}
