/// The change of the embedding model for another.
@NullMarked
package io.omne.embedding.application.modelchange;

import org.jspecify.annotations.NullMarked;
