package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.application.modelchange.RefusedTexts.Position;
import io.omne.embedding.application.modelchange.RefusedTexts.RefusedText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Attempts at texts of the backlog that failed. Blocks, in the transaction of the calling thread.
public interface BacklogFailures {

    /// An attempt failed.
    ///
    /// @param again when there is to be another; null for never, unless {@link #retry} asks for one
    void failed(IndexedModel next, TextKey text, TextFailure failure, @Nullable Instant again);

    /// How many attempts at a text failed.
    int attempts(IndexedModel next, TextKey text);

    /// Those that were given up and hold the change up which is under way, in the order of their owners and
    /// ids.
    ///
    /// @param after those up to this one are left out; null for none
    List<RefusedText> refused(@Nullable Position after, int limit);

    /// Has those tried again that were given up.
    void retry(IndexedModel next);
}
