package io.omne.providers.api;

/// The API key of a provider. `toString` does not reveal it.
public record ApiKey(String value) {

    /// @throws IllegalArgumentException if the key has characters other than visible ASCII, which no
    ///     HTTP header can carry. The message does not contain the key
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
