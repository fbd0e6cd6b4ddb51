package io.omne.memory.application.streaming;

import io.omne.access.UserId;
import java.util.List;
import java.util.Set;

/// The events of all memories in the order of the event store, for those who follow them. Blocks.
///
/// An event has its number in the store, its *place*, before it is committed, so that one with a lower place
/// may appear after one with a higher. A place is *settled* when no event will appear any more at it or
/// before it. Whoever reads up to settled places alone, and goes on from where they left off, meets every
/// event once and in order, on whichever instance they go on. The events of one memory have their places in
/// the order of their sequence.
///
/// Events that this version cannot read are left out.
public interface EventFeed {

    /// Waits for the transactions that write events now, which is as long as one of them may take.
    ///
    /// @return a settled place, which every event has that is committed already, or a lower one
    long settled();

    /// What has been settled since. Waits, like {@link #settled}, where an event may yet come in between.
    ///
    /// @param place a settled one
    News after(long place);

    /// Whether the event store has come to this place, settled or not.
    boolean reaches(long place);

    /// The owner's first events after a place.
    ///
    /// @param upTo a settled place
    /// @param limit how many at most
    Page read(UserId owner, long after, long upTo, int limit);

    /// @param settled not before the place that was asked about
    /// @param owners whose events there are up to there
    record News(long settled, Set<UserId> owners) {}

    /// @param upTo the place up to which these are all
    record Page(List<StreamedEvent> events, long upTo) {}
}
