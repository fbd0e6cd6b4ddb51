package io.omne.embedding.api;

import java.util.function.BooleanSupplier;

/// Work that workers do when no text waits for them, and beside texts that failed before. Blocks; safe to call from
/// several threads at once.
public interface BackgroundWork {

    /// @param lane which texts may be embedded
    /// @param goesOn false if the work must end soon
    /// @return whether there may be more to do right now
    boolean doSome(Lane lane, BooleanSupplier goesOn);
}
