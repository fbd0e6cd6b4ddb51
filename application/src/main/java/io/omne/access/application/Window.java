package io.omne.access.application;

import java.time.Duration;

/// A time up to now, cut into slices. What is counted in a slice counts until all of the slice is out of the
/// window: so never more are counted in any time as long as the window, and the memory that counting takes does
/// not grow with the counts.
public record Window(Duration length) {

    private static final int SLICES = 60;

    /// How long a slice is.
    public long sliceMillis() {
        return length.toMillis() / SLICES;
    }

    /// How many slices before the current one count.
    public long slices() {
        return Math.ceilDiv(length.toMillis(), sliceMillis());
    }
}
