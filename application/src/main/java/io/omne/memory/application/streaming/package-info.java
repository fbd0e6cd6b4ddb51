/// Events of memories for clients that follow them.
@NullMarked
package io.omne.memory.application.streaming;

import org.jspecify.annotations.NullMarked;
