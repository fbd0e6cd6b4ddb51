/// What the server's health says of memories.
@NullMarked
package io.omne.memory.adapter.actuator;

import org.jspecify.annotations.NullMarked;
