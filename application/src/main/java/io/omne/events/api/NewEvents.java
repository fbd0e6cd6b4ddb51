package io.omne.events.api;

/// Notifies listeners when events were committed, on this instance or another, so that they need not poll often.
///
/// A notification is only a hint: a listener may be called although nothing is new, and may be called seconds late
/// if the database does not deliver a notification. A listener that must not miss events must also poll from time
/// to time.
public interface NewEvents {

    /// Call this after events were committed on this instance. Returns at once.
    void committed();

    /// Adds a listener, for the life of the instance. Calls are at least 30 ms apart, so one call may stand for
    /// many commits.
    ///
    /// @param listener must return soon and must not block
    void listen(Runnable listener);
}
