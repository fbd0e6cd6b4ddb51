/// A second source of texts that no other module knows, as somebody would add one: its texts are embedded by the
/// loop of claims, and carried over by a change of the model.
@NullMarked
package notes;

import org.jspecify.annotations.NullMarked;
