package io.omne.providers.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Computes the length of the pauses in which a provider is not called: the time that the provider asks
/// for, or else twice the length of the previous pause. Safe to use from several threads at once.
public final class PauseLength {

    private final Duration first;
    private final Duration longest;

    /// The number of pauses since {@link #startOver}.
    private final AtomicInteger pauses = new AtomicInteger();

    /// @param longest the limit of the doubled lengths; the provider may ask for more
    public PauseLength(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    public Duration shortest() {
        return first;
    }

    /// The length of the next pause.
    ///
    /// @param retryAfter for how long the provider asks not to be called; null if it does not say
    public Duration next(@Nullable Duration retryAfter) {
        Duration doubled = first.multipliedBy(1L << Math.min(pauses.getAndIncrement(), 20));
        return asked(retryAfter, doubled.compareTo(longest) > 0 ? longest : doubled);
    }

    /// The length of the next pause if waiting does not help, as when the provider refuses the key.
    ///
    /// @param retryAfter as for {@link #next}
    public Duration longest(@Nullable Duration retryAfter) {
        pauses.getAndIncrement();
        return asked(retryAfter, longest);
    }

    private static Duration asked(@Nullable Duration retryAfter, Duration otherwise) {
        return retryAfter != null && retryAfter.isPositive() ? retryAfter : otherwise;
    }

    /// Lets the next pause be the shortest again. Call this when the provider does what it is asked.
    public void startOver() {
        pauses.set(0);
    }
}
