package io.omne.database.api;

/// The operations that the database accepts now.
public enum DatabaseState {
    WRITABLE,
    /// Answers reads and rejects writes: a standby, or a server that an administrator has made read-only.
    READ_ONLY,
    UNREACHABLE
}
