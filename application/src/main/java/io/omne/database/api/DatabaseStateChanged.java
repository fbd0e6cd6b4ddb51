package io.omne.database.api;

/// Published to event listeners when the state of the database has changed, or its server was restarted or
/// replaced. Delivered one by one, in the order of the changes.
///
/// @param state the new state
/// @param restarted whether the server was restarted or replaced since the database was last writable
public record DatabaseStateChanged(DatabaseState state, boolean restarted) {}
