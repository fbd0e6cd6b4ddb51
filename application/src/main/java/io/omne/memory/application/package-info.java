/// What can be asked of memories (commands and queries), what that needs from outside (ports), and the
/// embedding saga.
@NullMarked
package io.omne.memory.application;

import org.jspecify.annotations.NullMarked;
