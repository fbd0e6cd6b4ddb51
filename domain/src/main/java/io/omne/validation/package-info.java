/// The rules for values from outside, and the errors of values that break a rule.
@NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package io.omne.validation;

import org.jspecify.annotations.NullMarked;
