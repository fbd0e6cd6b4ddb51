package io.omne.events.api;

import io.omne.jobs.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Reads the event store in the order of its global index, for readers that follow new events. Blocks, and takes
/// part in the current transaction.
///
/// An event has its *position*, its global index, before it is committed. So an event with a lower position may
/// appear after one with a higher position. A *high-water mark* is a position up to which no further event can
/// appear. A reader that only reads up to high-water marks, and continues from there, gets each event once and in
/// order, on any instance. The positions of the events of one aggregate are in the order of their sequence.
public interface EventLog {

    /// The key of an event's metadata under which the id of its owner is stored, for {@link #ownersAfter} and
    /// {@link #ofOwner}.
    String OWNER = "owner";

    /// Waits for the transactions that are writing events now. The wait can last as long as such a transaction.
    ///
    /// @param look called while waiting; its exceptions end the wait
    /// @return the highest position that was committed before the call, or a higher one
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted
    long highWaterMark(Runnable look);

    /// Whether an event with this position or a higher one is committed.
    boolean reaches(long position);

    /// The owners of the events after a position. Waits, like {@link #highWaterMark}, if an event may still appear
    /// directly after that position.
    ///
    /// @param after a high-water mark
    Owners ownersAfter(Set<String> aggregateTypes, long after);

    /// An owner's first events after a position.
    ///
    /// @param upTo leaves out the events after this position
    /// @param limit the most events to return
    List<RecordedEvent> ofOwner(Set<String> aggregateTypes, UUID owner, long after, long upTo, int limit);

    /// The first events after a position.
    ///
    /// @param upTo leaves out the events after this position
    /// @param limit the most events to return
    List<RecordedEvent> between(String aggregateType, long after, long upTo, int limit);

    /// Counts what was recorded recently.
    ///
    /// @param limit the most events to read, whatever their types
    Recent recent(Duration window, int limit);

    /// Counts completed and failed work in the last five minutes, or among the latest 50,000 events if those are fewer.
    /// That many are read in about a tenth of a second.
    ///
    /// @param completed the type of the events of completed work
    /// @param failed the type of the events of work that was given up
    default Pace pace(Class<?> completed, Class<?> failed) {
        Recent recent = recent(Duration.ofMinutes(5), 50_000);
        return new Pace(recent.count(completed), recent.count(failed), recent.window());
    }

    /// @param owners the owners of events up to the mark
    /// @param highWaterMark not below the position in the request
    record Owners(Set<UUID> owners, long highWaterMark) {}

    /// @param counts how many events there were, by the name of their class
    /// @param window the period that was counted: shorter than requested if the limit was reached before
    record Recent(Map<String, Long> counts, Duration window) {

        public long count(Class<?> type) {
            return counts.getOrDefault(type.getName(), 0L);
        }
    }
}
