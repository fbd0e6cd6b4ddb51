/// Metrics of the embedding of memories. No tag names a user, a memory, a text or a key.
@NullMarked
package io.omne.memory.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
