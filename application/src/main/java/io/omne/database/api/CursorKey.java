package io.omne.database.api;

/// The key that signs cursors and encrypts the ids of events. It is the same for all instances and never changes.
/// Blocks.
public interface CursorKey {

    /// 32 bytes.
    byte[] bytes();
}
