package io.omne.access.application;

import java.time.Duration;

/// A period up to now, divided into slices. A slice counts until all of it is outside of the window. So the limit
/// is never exceeded in any period as long as the window, and the memory for counting does not grow with the
/// counts.
public record Window(Duration length) {

    private static final int SLICES = 60;

    /// The length of a slice.
    public long sliceMillis() {
        return length.toMillis() / SLICES;
    }

    /// How many slices before the current one count.
    public long slices() {
        return Math.ceilDiv(length.toMillis(), sliceMillis());
    }
}
