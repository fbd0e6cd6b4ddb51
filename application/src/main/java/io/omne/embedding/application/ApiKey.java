package io.omne.embedding.application;

/// The key to a provider's service. It does not show itself.
public record ApiKey(String value) {

    /// @throws IllegalArgumentException when it is not of visible ASCII characters alone: no HTTP header could
    ///     carry it. The message does not repeat it
    public ApiKey {
        if (value.isEmpty() || !value.chars().allMatch(it -> it > ' ' && it < 0x7f)) {
            throw new IllegalArgumentException("a key is of visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return "ApiKey[…]";
    }
}
