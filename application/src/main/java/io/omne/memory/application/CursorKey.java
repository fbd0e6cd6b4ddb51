package io.omne.memory.application;

/// The key that cursors are signed with: one for all instances, and for ever. Blocks.
public interface CursorKey {

    /// 32 bytes.
    byte[] bytes();
}
