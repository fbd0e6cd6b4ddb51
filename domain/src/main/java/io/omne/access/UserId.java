package io.omne.access;

import java.util.UUID;

/// The user who asks, and who owns what they store: the `sub` claim of their token.
public record UserId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
