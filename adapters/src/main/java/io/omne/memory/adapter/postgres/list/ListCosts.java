package io.omne.memory.adapter.postgres.list;

/// Where one way to read a list begins to cost more than another.
///
/// @param few so many memories are soon looked up one by one
/// @param probe a probe of an index costs what so many rows do that are read from it in order
record ListCosts(long few, long probe) {

    static final ListCosts MEASURED = new ListCosts(5_000, 16);
}
