package io.omne.events.api;

/// Wakes those who follow the event store when events were committed, on this instance or another. So nobody has to
/// poll often.
///
/// It is a hint: a listener may be called although nothing is new, and may be called seconds late where the database
/// does not carry a notification. Whoever must miss nothing looks by itself now and then.
public interface NewEvents {

    /// Call after events were committed on this instance. Returns at once.
    void committed();

    /// Adds a listener, for the life of the instance. Calls follow one another at least 30 ms apart, so many commits
    /// may be one call.
    ///
    /// @param listener returns soon, and does not block
    void listen(Runnable listener);
}
