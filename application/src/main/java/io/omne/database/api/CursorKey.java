package io.omne.database.api;

/// The key that cursors are signed with, and the ids of events encrypted: one for all instances, and for ever. Blocks.
public interface CursorKey {

    /// 32 bytes.
    byte[] bytes();
}
