/// Users, their tokens and their limits.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"validation", "web :: problem", "web :: request"})
package io.omne.access;

import org.jspecify.annotations.NullMarked;
