/// Closed, but for one; and one that looks outside.
@NullMarked
package broken.omne.notes.application;

import org.jspecify.annotations.NullMarked;
