/// A module that no other module knows, as somebody would add one: a route, an event, a periodic job, an operation.
/// Each is contributed to its foundation.
@NullMarked
package books;

import org.jspecify.annotations.NullMarked;
