package io.omne.database.api;

/// Measures the skew of this machine's clock, for {@link ClockSkew}.
public interface ClockSkewProbe {

    /// Measures the skew now. Blocks.
    void measure();
}
