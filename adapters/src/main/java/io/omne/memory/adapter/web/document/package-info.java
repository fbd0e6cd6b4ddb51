/// The description of the API of memories.
@NullMarked
package io.omne.memory.adapter.web.document;

import org.jspecify.annotations.NullMarked;
