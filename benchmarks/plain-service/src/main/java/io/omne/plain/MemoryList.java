package io.omne.plain;

import java.util.List;

/// A page of memories.
record MemoryList(List<Memory> data, Meta meta) {

    record Meta(int page, int perPage, long total, long totalPages) {}

    static MemoryList of(List<Memory> data, int page, int perPage, long total) {
        return new MemoryList(data, new Meta(page, perPage, total, (total + perPage - 1) / perPage));
    }
}
