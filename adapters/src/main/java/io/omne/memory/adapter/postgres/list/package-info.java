/// The read model of the lists, and the SQL that reads a page.
@NullMarked
package io.omne.memory.adapter.postgres.list;

import org.jspecify.annotations.NullMarked;
