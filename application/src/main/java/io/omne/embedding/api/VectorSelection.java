package io.omne.embedding.api;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// The texts among a user's that a search may find.
public sealed interface VectorSelection {

    /// All texts of the user.
    VectorSelection ALL = new AllBut(List.of());

    /// @param ids the texts that may be found
    record Only(Collection<UUID> ids) implements VectorSelection {}

    /// @param ids the texts that must not be found, few of the user's
    record AllBut(Collection<UUID> ids) implements VectorSelection {}
}
