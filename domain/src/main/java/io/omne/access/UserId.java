package io.omne.access;

import java.util.UUID;

/// The user who makes a request and owns what it stores: the `sub` claim of the token.
public record UserId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
