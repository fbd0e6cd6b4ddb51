/// The embedding saga, which takes memories from pending to completed or failed.
@NullMarked
package io.omne.memory.application.embedding;

import org.jspecify.annotations.NullMarked;
