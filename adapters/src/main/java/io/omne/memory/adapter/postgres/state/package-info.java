/// The rows that commands write, in the transaction of their events.
@NullMarked
package io.omne.memory.adapter.postgres.state;

import org.jspecify.annotations.NullMarked;
