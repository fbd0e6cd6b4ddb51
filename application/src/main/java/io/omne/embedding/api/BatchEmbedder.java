package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/// Takes a batch of a queue from its claim to its results. Each text is finished as soon as it is embedded, its
/// lease is renewed until then, and texts that were not begun are given back. Blocks; safe to call from several
/// threads at once.
public interface BatchEmbedder {

    /// Claims and embeds a batch. Claims nothing while the model does not answer, and no text of the lane `LOST`
    /// while this instance embeds another one of that lane.
    ///
    /// @param batch the claim to make
    /// @param goesOn false if no more texts may be begun
    Outcome embed(TextQueue queue, Batch batch, BooleanSupplier goesOn);

    /// @param model the model for which texts are expected to be claimed
    /// @param limit the most texts to claim
    /// @param claim claims at most so many texts. An interruption of the calling thread does not lose the claims
    record Batch(IndexedModel model, Lane lane, int limit, IntFunction<Claims> claim) {}

    /// @param claimed how many texts were claimed
    /// @param complete false if the provider is unavailable, or not all texts were begun
    record Outcome(int claimed, boolean complete) {

        /// Nothing could be claimed now.
        public static final Outcome NOT_TRIED = new Outcome(0, false);

        /// Whether the queue was asked for texts and had none.
        public boolean foundNone() {
            return complete && claimed == 0;
        }
    }
}
