/// Who looks over to the neighbours.
@NullMarked
package broken.omne.notes.adapter.web;

import org.jspecify.annotations.NullMarked;
