package io.omne.memory.application;

/// What workers do when no memory waits for them. Blocks; safe to call from several threads at once.
interface BackgroundWork {

    /// @return whether there may be more to do at once
    boolean doSome();
}
