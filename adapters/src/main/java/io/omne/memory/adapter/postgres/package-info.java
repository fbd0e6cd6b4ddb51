/// Memories in PostgreSQL: written over JDBC in the transaction of their events, read over R2DBC.
@NullMarked
package io.omne.memory.adapter.postgres;

import org.jspecify.annotations.NullMarked;
