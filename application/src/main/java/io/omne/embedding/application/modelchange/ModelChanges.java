package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The change of the model in progress. Blocks, and takes part in the current transaction.
public interface ModelChanges {

    /// @param perSecond the most texts in a second, over all instances; null for no limit
    void begin(IndexedModel next, @Nullable Integer perSecond);

    /// The change in progress.
    Optional<ModelChange> find();

    /// What a worker can do for the change in progress; empty if there is nothing to do. Cheaper than {@link
    /// #find}.
    Optional<Task> task();

    void pause(IndexedModel next, boolean paused);

    void limit(IndexedModel next, @Nullable Integer perSecond);

    /// Ends the change. {@link ModelBacklog#forgetRest} deletes its entries in the backlog.
    void end(IndexedModel next);

    /// The last text that was listed; empty if all are. Locks the listing, so that only one worker lists texts at a
    /// time.
    Optional<TextKey> lockListing(IndexedModel next);

    /// @param last the last text that is now listed; null if all are
    void moveListing(IndexedModel next, @Nullable TextKey last);

    /// How many texts may be claimed: none while the change is paused or its rate does not allow more yet. If there
    /// is a rate, prevents other claims until the current transaction ends.
    ///
    /// @param limit how many texts are wanted
    int allowed(IndexedModel next, int limit, Instant now);

    /// Counts embedded texts against the rate. Call this in the transaction of their claim.
    void pay(IndexedModel next, int texts, Instant now);

    /// @param isListed whether all texts were listed
    record Task(IndexedModel next, boolean isListed) {}
}
