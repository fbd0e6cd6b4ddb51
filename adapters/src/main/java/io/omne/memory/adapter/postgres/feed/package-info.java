/// Reads the event store for event streams.
@NullMarked
package io.omne.memory.adapter.postgres.feed;

import org.jspecify.annotations.NullMarked;
