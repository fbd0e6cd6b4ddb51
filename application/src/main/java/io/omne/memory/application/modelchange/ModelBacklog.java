package io.omne.memory.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Lane;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.modelchange.RefusedTexts.RefusedText;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The memories that have yet to get vectors of the next model, and how that is to go on. Blocks, in the
/// transaction of the calling thread.
public interface ModelBacklog {

    /// @param perSecond how many memories a second at most, over all instances; null for as many as can be
    void begin(IndexedModel next, @Nullable Integer perSecond);

    /// The change that is under way.
    Optional<ModelChange> change();

    /// Whether a change is under way that has something for a worker to do, and what. Cheaper than
    /// {@link #change}.
    Optional<Task> task();

    void pause(IndexedModel next, boolean paused);

    void limit(IndexedModel next, @Nullable Integer perSecond);

    /// Forgets the change. What is left of it is for {@link #forgetRest}.
    void end(IndexedModel next);

    /// Forgets some of what changes that are over have left.
    ///
    /// @return how much, at most the limit
    int forgetRest(int limit);

    /// These memories have new vectors of the model that readers use.
    void add(IndexedModel next, Collection<MemoryKey> memories);

    /// Goes on listing the memories that were completed when the change began.
    ///
    /// @param limit how many memories to look at
    void list(IndexedModel next, int limit);

    /// Takes memories to embed them. None while the change pauses, or where its rate does not allow it yet. Those that
    /// this version of the server cannot read are left for later.
    ///
    /// @param until when another may take them
    List<Taken> claim(IndexedModel next, Lane lane, int limit, Instant now, Instant until);

    /// In the transaction of a claim: how many of the memories are embedded, which count for the rate.
    void pay(IndexedModel next, int memories, Instant now);

    /// Takes back what was claimed until now and not given back: its instance is lost. What was lost so often is given
    /// up, as by `failed`.
    void loseExpired(IndexedModel next, int mostLosses, EmbeddingFailure failure, Instant now);

    /// Which of these claims still hold.
    Set<MemoryKey> held(IndexedModel next, Map<MemoryKey, Long> tokens);

    /// Lengthens those of these claims that still hold.
    void renew(IndexedModel next, Map<MemoryKey, Long> tokens, Instant until);

    /// Ends those of these claims that still hold, which nobody has attempted.
    void giveBack(IndexedModel next, Map<MemoryKey, Long> tokens, Instant now);

    /// This memory has other content now, or none: if it was given up, it is looked at again.
    void lookAgain(MemoryKey memory);

    /// These memories have their vectors.
    void done(IndexedModel next, Collection<MemoryKey> memories);

    /// These memories have what vectors they can have, and what is said of that is not true of the next
    /// model: once readers use it, they are to be embedded again.
    void doneButOutdated(IndexedModel next, Collection<MemoryKey> memories);

    /// Takes some of these memories, for the model that readers use by now.
    List<MemoryKey> takeOutdated(IndexedModel serving, int limit);

    /// An attempt failed.
    ///
    /// @param again when there is to be another; null for never, unless {@link #retry} asks for one
    void failed(IndexedModel next, MemoryKey memory, EmbeddingFailure failure, @Nullable Instant again);

    /// How many attempts at a memory failed.
    int attempts(IndexedModel next, MemoryKey memory);

    /// Those that were given up and hold the change up which is under way, in the order of their keys.
    ///
    /// @param after those up to this one are left out; null for none
    List<RefusedText> refused(@Nullable MemoryKey after, int limit);

    /// Has those tried again that were given up.
    void retry(IndexedModel next);

    /// Whether all memories were listed, and all of them are done.
    boolean isEmpty(IndexedModel next);

    /// @param token what no other claim has
    record Taken(Memory memory, long token) {}

    /// @param isListed whether all memories were listed
    record Task(IndexedModel next, boolean isListed) {}
}
