package io.omne.events.api;

/// Makes event processors handle their events at once that would gather more of them for a larger batch.
public interface ProcessorWakeUp {

    /// The processor gathers no events for the next 300 ms, on this instance. Call this again as long as
    /// somebody waits for it. Returns at once.
    void wake(String processor);
}
