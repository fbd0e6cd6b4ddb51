/// Creating, editing and deleting memories.
@NullMarked
package io.omne.memory.application.writing;

import org.jspecify.annotations.NullMarked;
