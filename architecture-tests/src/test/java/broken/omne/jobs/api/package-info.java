/// A foundation.
@NullMarked
package broken.omne.jobs.api;

import org.jspecify.annotations.NullMarked;
