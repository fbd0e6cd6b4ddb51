/// Who looks into another module.
@NullMarked
package broken.omne.people.adapter.web;

import org.jspecify.annotations.NullMarked;
