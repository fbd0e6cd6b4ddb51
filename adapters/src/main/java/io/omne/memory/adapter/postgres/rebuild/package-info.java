/// Builds the read model of the lists anew from the events.
@NullMarked
package io.omne.memory.adapter.postgres.rebuild;

import org.jspecify.annotations.NullMarked;
