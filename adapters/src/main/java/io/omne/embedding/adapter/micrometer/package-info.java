/// Metrics of the calls of embedding models. No tag names a user, a memory, a text or a key.
@NullMarked
package io.omne.embedding.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
