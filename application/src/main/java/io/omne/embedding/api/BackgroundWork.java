package io.omne.embedding.api;

import java.util.function.BooleanSupplier;

/// What workers do when no text waits for them, and beside those that failed before. Blocks; safe to call from
/// several threads at once.
public interface BackgroundWork {

    /// @param lane which texts to embed
    /// @param goesOn false once it is to end soon
    /// @return whether there may be more to do at once
    boolean doSome(Lane lane, BooleanSupplier goesOn);
}
