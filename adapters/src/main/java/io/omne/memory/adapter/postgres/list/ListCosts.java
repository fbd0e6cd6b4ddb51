package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.ListMemories;

/// The limits beyond which one way to read a list costs more than another.
///
/// @param few up to how many memories it is cheap to look them up one by one
/// @param probe how many rows can be read from an index in order at the cost of one probe
/// @param counted up to how many memories are counted for a total that is not stored
record ListCosts(long few, long probe, long counted) {

    static final ListCosts MEASURED = new ListCosts(5_000, 16, ListMemories.MOST_COUNTED);
}
