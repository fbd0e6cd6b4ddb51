/// Hidden, but for one; and one that belongs elsewhere.
@NullMarked
package broken.omne.notes.adapter.postgres;

import org.jspecify.annotations.NullMarked;
