/// The routes for administrators of the embedding model.
@NullMarked
package io.omne.embedding.adapter.web;

import org.jspecify.annotations.NullMarked;
