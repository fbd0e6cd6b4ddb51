/// The read model of the lists, and the SQL that a page is read by.
@NullMarked
package io.omne.memory.adapter.postgres.list;

import org.jspecify.annotations.NullMarked;
