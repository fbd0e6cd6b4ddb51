/// The state of a memory and the rules by which it changes, as pure functions.
@NullMarked
package io.omne.memory.domain;

import org.jspecify.annotations.NullMarked;
