package io.omne.memory.application;

import io.omne.access.UserId;

/// Query: a page of a user's memories, newest first, answered with a {@link MemoryPage}.
///
/// @param page from 1
/// @param perPage 1 to 100
public record ListMemories(UserId owner, int page, int perPage) {

    public long offset() {
        return (page - 1L) * perPage;
    }
}
