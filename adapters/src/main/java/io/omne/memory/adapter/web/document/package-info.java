/// What the description of the API says of memories.
@NullMarked
package io.omne.memory.adapter.web.document;

import org.jspecify.annotations.NullMarked;
