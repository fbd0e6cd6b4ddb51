package io.omne.recall.application.searching;

import java.time.Duration;

/// By when the steps of one search must be done, however long those before them took. Each step has the time until
/// a share of the limit is over, so that some is left for the next ones.
///
/// @param began by {@link System#nanoTime}
record Deadline(long began, Duration limit) {

    /// A step that begins late is tried nevertheless, with this share of the limit: it may need next to nothing.
    private static final double LEAST = 0.1;

    static Deadline startingNow(Duration limit) {
        return new Deadline(System.nanoTime(), limit);
    }

    /// For the wait until all writes are indexed.
    Duration leftForWaiting() {
        return left(0.5);
    }

    /// For finding memories, by each of the ways.
    Duration leftForFinding() {
        return left(0.7);
    }

    Duration leftForRanking() {
        return left(0.9);
    }

    /// For what the answer can do without.
    Duration leftForContext() {
        return left(1);
    }

    boolean isOver() {
        return System.nanoTime() - began > limit.toNanos();
    }

    private Duration left(double share) {
        double passed = System.nanoTime() - began;
        return Duration.ofNanos((long) (limit.toNanos() * Math.max(LEAST, share - passed / limit.toNanos())));
    }
}
