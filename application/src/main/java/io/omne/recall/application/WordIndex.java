package io.omne.recall.application;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.domain.IndexedMemory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/// The words of users' memories, for searches. Never blocks. All statistics are those of the selected memories
/// alone: the answers are the same as if the user had no others.
public interface WordIndex {

    /// The best memories by BM25 (k1 = 1.2, b = 0.75), best first. A term that the user has never used stands for
    /// the user's terms that differ by one letter, if there are any.
    ///
    /// @param limit the most memories to return
    Mono<WordMatches> find(UserId owner, ParsedQuery query, Selection selection, int limit);

    /// These memories with their neighbours in the same conversation, each once: conversation by conversation, in
    /// the order of their times. A memory that is not selected is left out, as if it did not exist. So is one that
    /// lacks a phrase of the query or has what is excluded, but it counts as a neighbour.
    ///
    /// @param query as {@link WordMatches#query} has it, with the misspellings that were found
    /// @param neighbours how many memories before and after each are wanted; 0 for none
    Mono<List<IndexedMemory>> around(
            UserId owner, ParsedQuery query, Collection<MemoryId> ids, int neighbours, Selection selection);

    /// The memories whose time is nearest to a period, nearest first. The distance within the period is 0; memories
    /// with the same distance are in the order of their times.
    ///
    /// @param until the end of the period, which is not included
    /// @param limit the most memories to return
    Mono<List<MemoryId>> nearestTo(UserId owner, Instant from, Instant until, int limit, Selection selection);

    /// The time of the newest memory that is not after a moment; empty if there is none.
    Mono<Instant> newest(UserId owner, Instant until, Selection selection);
}
