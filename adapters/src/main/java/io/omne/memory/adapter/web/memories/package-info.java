/// Creating, reading, editing and deleting memories.
@NullMarked
package io.omne.memory.adapter.web.memories;

import org.jspecify.annotations.NullMarked;
