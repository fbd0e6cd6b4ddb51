/// Who waits for others.
@NullMarked
package broken.omne.notes.adapter.redis;

import org.jspecify.annotations.NullMarked;
