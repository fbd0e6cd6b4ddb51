package io.omne.conversations.application.extractor;

import io.omne.providers.api.ApiKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The settings of the language model that extracts.
///
/// @param model its name at the provider
/// @param key null if none is set
/// @param baseUrl the `http` or `https` URL to which paths are appended, without a slash at its end
/// @param timeout how long one request may take, from connecting to the last byte of the answer
/// @param maxOutputTokens how long an answer may be, in tokens
public record ChatModelSettings(
        String model, @Nullable ApiKey key, String baseUrl, Duration timeout, int maxOutputTokens) {}
