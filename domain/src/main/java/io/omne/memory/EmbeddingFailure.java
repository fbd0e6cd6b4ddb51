package io.omne.memory;

/// Why an embedding failed, fit to be shown to the memory's owner: no secret, no stack trace.
///
/// @param code a stable word, such as `model_fault`
/// @param message one sentence
public record EmbeddingFailure(String code, String message) {}
