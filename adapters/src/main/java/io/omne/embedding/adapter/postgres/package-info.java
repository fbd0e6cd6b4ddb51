/// The vector index, in PostgreSQL with pgvector.
@NullMarked
package io.omne.embedding.adapter.postgres;

import org.jspecify.annotations.NullMarked;
