package io.omne.memory.application;

import java.util.function.BooleanSupplier;

/// What workers do when no memory waits for them. Blocks; safe to call from several threads at once.
interface BackgroundWork {

    /// @param goesOn false once it is to end soon
    /// @return whether there may be more to do at once
    boolean doSome(BooleanSupplier goesOn);
}
