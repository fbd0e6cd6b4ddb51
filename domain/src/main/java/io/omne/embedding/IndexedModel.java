package io.omne.embedding;

/// A model whose vectors are stored, in a table of their own.
///
/// @param id part of the table's name; never used twice
public record IndexedModel(int id, ModelSpec spec) {}
