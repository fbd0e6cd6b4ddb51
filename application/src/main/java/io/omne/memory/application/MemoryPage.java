package io.omne.memory.application;

import java.util.List;

/// @param data the memories of this page
/// @param total how many there are on all pages
public record MemoryPage(List<MemoryView> data, long total) {}
