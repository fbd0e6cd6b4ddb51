/// The vectors of questions, in the memory of this process.
@NullMarked
package io.omne.embedding.adapter.caffeine;

import org.jspecify.annotations.NullMarked;
