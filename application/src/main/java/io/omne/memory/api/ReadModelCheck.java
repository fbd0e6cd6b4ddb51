package io.omne.memory.api;

import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryKey;

/// Compares a read model with the events, as a part of the verification. A module contributes one as a bean. Blocks.
public interface ReadModelCheck {

    /// A word in lower case for the read model, which stands beside each difference.
    String name();

    /// Compares the whole read model. Writes may continue meanwhile: that it lags behind is no difference.
    void run(Progress progress, Differences differences);

    interface Differences {

        /// @param what a sentence that names nothing that a user has stored
        void add(MemoryKey memory, String what);
    }
}
