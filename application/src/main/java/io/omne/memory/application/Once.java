package io.omne.memory.application;

/// That something is to be done once, however often it is asked for.
///
/// @param key the client's name for the request, among its own user's
/// @param fingerprint different for whatever asks for something else
public record Once(String key, String fingerprint) {}
