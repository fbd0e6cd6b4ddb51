/// A module of a house that breaks its rules.
@NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package broken.omne.notes;

import org.jspecify.annotations.NullMarked;
