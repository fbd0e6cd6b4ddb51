/// What other modules may ask of memories: commands, queries, views.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.memory.api;

import org.jspecify.annotations.NullMarked;
