package io.omne.memory.domain;

/// @param revision the number of the current content, from 1: a result for another revision is thrown away
/// @param version moves, from 1, with every field that its owner changes: what `If-Match` compares
/// @param sequence how many events the memory has had: what optimistic concurrency compares
public record Counts(int revision, int version, long sequence) {

    static final Counts FIRST = new Counts(1, 1, 1);

    Counts contentChanged() {
        return new Counts(revision + 1, version + 1, sequence + 1);
    }

    Counts edited() {
        return new Counts(revision, version + 1, sequence + 1);
    }

    Counts otherEvent() {
        return new Counts(revision, version, sequence + 1);
    }
}
