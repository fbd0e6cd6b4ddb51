/// The change of the model: the tables `model_changes` and `model_backlog`.
@NullMarked
package io.omne.embedding.adapter.postgres.modelchange;

import org.jspecify.annotations.NullMarked;
