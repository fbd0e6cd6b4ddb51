/// Views, lists and history of memories, and their cache.
@NullMarked
package io.omne.memory.application.reading;

import org.jspecify.annotations.NullMarked;
