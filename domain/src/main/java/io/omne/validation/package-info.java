/// The rules that values from outside are checked by, and what is said of one that breaks a rule.
@NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package io.omne.validation;

import org.jspecify.annotations.NullMarked;
