package io.omne.recall.application;

import io.omne.memory.MemoryId;
import java.util.Set;

/// The memories of a user that a search may find.
public sealed interface Selection {

    record Everything() implements Selection {}

    record Only(Set<MemoryId> ids) implements Selection {

        public Only {
            ids = Set.copyOf(ids);
        }
    }

    /// @param ids few
    record AllBut(Set<MemoryId> ids) implements Selection {

        public AllBut {
            ids = Set.copyOf(ids);
        }
    }
}
