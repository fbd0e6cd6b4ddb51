/// A part of an adapter.
@NullMarked
package broken.omne.notes.adapter.postgres.list;

import org.jspecify.annotations.NullMarked;
