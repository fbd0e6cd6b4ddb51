/// Contributes the types of memory events and their processors to Axon, and reads the history of memories.
@NullMarked
package io.omne.memory.adapter.axon;

import org.jspecify.annotations.NullMarked;
