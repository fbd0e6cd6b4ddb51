/// Who is asking: the door through which every request comes.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"validation", "web :: problem", "web :: request"})
package io.omne.access;

import org.jspecify.annotations.NullMarked;
