package io.omne.database.api;

/// What can be done with the database.
public enum DatabaseState {
    WRITABLE,
    /// It answers reads and refuses writes: a standby, or a server that an administrator has set so.
    READ_ONLY,
    UNREACHABLE
}
