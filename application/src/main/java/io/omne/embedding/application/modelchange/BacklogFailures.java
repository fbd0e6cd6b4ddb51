package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.application.modelchange.RefusedTexts.Position;
import io.omne.embedding.application.modelchange.RefusedTexts.RefusedText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The failed attempts at texts of the backlog. Blocks, and takes part in the current transaction.
public interface BacklogFailures {

    /// Records a failed attempt.
    ///
    /// @param again the time of the next attempt; null for none, unless {@link #retry} requests one
    void failed(IndexedModel next, TextKey text, TextFailure failure, @Nullable Instant again);

    /// The number of failed attempts at a text.
    int attempts(IndexedModel next, TextKey text);

    /// The texts that were given up and so block the change in progress, in the order of their owners and ids.
    ///
    /// @param after leaves out the texts up to this one; null for none
    List<RefusedText> refused(@Nullable Position after, int limit);

    /// Makes the texts that were given up due again.
    void retry(IndexedModel next);
}
