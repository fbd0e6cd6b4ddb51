/// The queue of embeddings and the backlog of a change of the model.
@NullMarked
package io.omne.memory.adapter.postgres.embedding;

import org.jspecify.annotations.NullMarked;
