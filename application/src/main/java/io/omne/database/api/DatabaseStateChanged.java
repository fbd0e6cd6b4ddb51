package io.omne.database.api;

/// Published to event listeners when the state of the database has changed, or another server has taken its
/// place, or it was restarted. Delivered one by one, in the order of the changes.
///
/// @param state since now
/// @param restarted whether the server is not the one that it was when it was last writable
public record DatabaseStateChanged(DatabaseState state, boolean restarted) {}
