/// Axon's buses and event store, set up for memories.
@NullMarked
package io.omne.memory.adapter.axon;

import org.jspecify.annotations.NullMarked;
