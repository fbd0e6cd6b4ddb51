/// The list of memories.
@NullMarked
package io.omne.memory.adapter.web.list;

import org.jspecify.annotations.NullMarked;
