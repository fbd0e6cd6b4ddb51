package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;

/// The vector of a question.
///
/// @param model the model that it is of, which was the serving one when the question was asked
public record QueryVector(IndexedModel model, Vector vector) {}
