package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/// A batch of a queue from its claim to its results: each text is finished as soon as it is embedded, its lease is
/// renewed until then, and what was not come to is given back. Blocks; safe to call from several threads at once.
public interface BatchEmbedder {

    /// Claims nothing while the model does not answer, and no lost text while this instance embeds another.
    ///
    /// @param batch what to claim, and how
    /// @param goesOn false when nothing more is to be begun
    Outcome embed(TextQueue queue, Batch batch, BooleanSupplier goesOn);

    /// @param model what is expected to be claimed for
    /// @param limit how many texts at most
    /// @param claim claims so many of them at most. An interruption of the calling thread does not lose what is
    ///     claimed
    record Batch(IndexedModel model, Lane lane, int limit, IntFunction<Claims> claim) {}

    /// @param claimed how many texts
    /// @param complete false where the provider is away, or not all was begun
    record Outcome(int claimed, boolean complete) {

        /// Nothing was to be claimed now.
        public static final Outcome NOT_TRIED = new Outcome(0, false);

        /// Whether it was looked for texts, and there were none.
        public boolean foundNone() {
            return complete && claimed == 0;
        }
    }
}
