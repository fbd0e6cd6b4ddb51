package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The change of the model that is under way. Blocks, in the transaction of the calling thread.
public interface ModelChanges {

    /// @param perSecond how many texts a second at most, over all instances; null for as many as can be
    void begin(IndexedModel next, @Nullable Integer perSecond);

    /// The change that is under way.
    Optional<ModelChange> find();

    /// Whether a change is under way that has something for a worker to do, and what. Cheaper than {@link
    /// #find}.
    Optional<Task> task();

    void pause(IndexedModel next, boolean paused);

    void limit(IndexedModel next, @Nullable Integer perSecond);

    /// Forgets the change. What is left in the backlog is for {@link ModelBacklog#forgetRest}.
    void end(IndexedModel next);

    /// The last text that was listed; empty where all are. Locks the listing, so that there is one lister at
    /// a time.
    Optional<TextKey> lockListing(IndexedModel next);

    /// @param last the last text that is listed by now; null where all are
    void moveListing(IndexedModel next, @Nullable TextKey last);

    /// How many texts may be claimed. None while the change pauses, or where its rate does not allow it yet.
    /// Where there is a rate, nobody else claims until the transaction ends.
    ///
    /// @param limit how many are wanted
    int allowed(IndexedModel next, int limit, Instant now);

    /// In the transaction of a claim: how many texts are embedded, which count for the rate.
    void pay(IndexedModel next, int texts, Instant now);

    /// @param isListed whether all texts were listed
    record Task(IndexedModel next, boolean isListed) {}
}
