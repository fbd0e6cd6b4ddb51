package io.omne.memory.domain;

/// @param revision the number of the current content, from 1; a result for another revision is discarded
/// @param version increases, from 1, with every field that the owner changes; `If-Match` compares it
/// @param sequence the number of events of the memory; optimistic concurrency control compares it
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
