/// Embedding models of Cohere, by version 2 of its API.
@NullMarked
package io.omne.embedding.adapter.cohere;

import org.jspecify.annotations.NullMarked;
