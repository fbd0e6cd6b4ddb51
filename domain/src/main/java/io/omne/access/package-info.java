/// Who is asking: users, tokens and limits.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"validation", "web :: problem", "web :: request"})
package io.omne.access;

import org.jspecify.annotations.NullMarked;
