/// What memories contribute to Axon: the types of their events, and processors. Their history.
@NullMarked
package io.omne.memory.adapter.axon;

import org.jspecify.annotations.NullMarked;
