/// Rebuilds the read model of the lists from the events.
@NullMarked
package io.omne.memory.adapter.postgres.rebuild;

import org.jspecify.annotations.NullMarked;
