package io.omne.embedding.application;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long the provider of a model takes to answer, as far as probes have shown. Any thread may ask.
final class ProviderLatency {

    /// What a shorter probe takes says little about how the time grows with the text.
    private static final int LONG_PROBE = 1_000;

    private volatile @Nullable Answered latest;
    private volatile @Nullable Answered latestLong;

    /// A probe that was answered.
    private record Answered(int characters, long began, Duration took) {

        /// How long so many characters take at this rate.
        Duration forCharacters(int count) {
            return took.multipliedBy(count).dividedBy(characters);
        }
    }

    /// A probe was answered just now.
    ///
    /// @param began in nanoseconds
    void answered(int characters, long began) {
        var answered = new Answered(characters, began, Duration.ofNanos(System.nanoTime() - began));
        latest = answered;
        if (characters >= LONG_PROBE) {
            latestLong = answered;
        }
    }

    /// How long a group of so many characters takes: as long as the latest probe, or so many times as long as the
    /// latest long one as it is longer. Zero before the first.
    Duration of(int characters) {
        Answered any = latest;
        Answered sized = latestLong;
        Duration atLeast = any == null ? Duration.ZERO : any.took();
        Duration byLength = sized == null ? Duration.ZERO : sized.forCharacters(characters);
        return atLeast.compareTo(byLength) > 0 ? atLeast : byLength;
    }

    /// Whether the latest probe took longer.
    boolean isLongerThan(Duration time) {
        Answered answered = latest;
        return answered != null && answered.took().compareTo(time) > 0;
    }

    /// Whether a probe of at least so many characters, begun at that time or later, was the latest to be answered.
    ///
    /// @param time in nanoseconds
    boolean isKnownSince(long time, int characters) {
        Answered answered = latest;
        return answered != null && answered.began() - time >= 0 && answered.characters() >= characters;
    }
}
