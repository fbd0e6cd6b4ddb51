/// The event store as those who follow it read it.
@NullMarked
package io.omne.memory.adapter.postgres.feed;

import org.jspecify.annotations.NullMarked;
