/// Pure, but for two.
@NullMarked
package broken.omne.notes.domain;

import org.jspecify.annotations.NullMarked;
