package io.omne.embedding.application;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Estimates from probes how long the provider of a model takes to answer. Safe to call from several threads at
/// once.
final class ProviderLatency {

    /// The time of a shorter probe says little about longer texts.
    private static final int LONG_PROBE = 1_000;

    private volatile @Nullable Answered latest;
    private volatile @Nullable Answered latestLong;

    /// A probe that was answered.
    private record Answered(int characters, long began, Duration took) {

        /// The time for `count` characters at the rate of this probe.
        Duration forCharacters(int count) {
            return took.multipliedBy(count).dividedBy(characters);
        }
    }

    /// Records a probe that was answered just now.
    ///
    /// @param began when the probe began, in nanoseconds
    void answered(int characters, long began) {
        var answered = new Answered(characters, began, Duration.ofNanos(System.nanoTime() - began));
        latest = answered;
        if (characters >= LONG_PROBE) {
            latestLong = answered;
        }
    }

    /// The estimated time for this many characters: the time of the latest probe, or that of the latest long probe
    /// scaled to this length, whichever is longer. Zero before the first probe.
    Duration of(int characters) {
        Answered any = latest;
        Answered sized = latestLong;
        Duration atLeast = any == null ? Duration.ZERO : any.took();
        Duration byLength = sized == null ? Duration.ZERO : sized.forCharacters(characters);
        return atLeast.compareTo(byLength) > 0 ? atLeast : byLength;
    }

    /// Whether the latest probe took longer than this.
    boolean isLongerThan(Duration time) {
        Answered answered = latest;
        return answered != null && answered.took().compareTo(time) > 0;
    }

    /// Whether the latest answered probe began at this time or later and had at least so many characters.
    ///
    /// @param time in nanoseconds
    boolean isKnownSince(long time, int characters) {
        Answered answered = latest;
        return answered != null && answered.began() - time >= 0 && answered.characters() >= characters;
    }
}
