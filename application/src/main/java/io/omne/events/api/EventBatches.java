package io.omne.events.api;

import io.omne.database.api.Savepoints;
import io.omne.jobs.api.RepeatedFailure;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/// Collects the events that a processor handles in one transaction, and saves what they change as a whole, just before
/// the transaction commits.
///
/// An event that cannot be taken becomes a dead letter. If a batch cannot be saved as a whole, its keys become
/// suspects: when the batch is handled again, each of their events is saved alone, and the one that fails becomes a
/// dead letter.
///
/// @param <E> the events
/// @param <K> what an event is about, such as a memory
public final class EventBatches<E, K> {

    private final Function<UnitOfWork<?>, Batch<E, K>> begin;
    private final Function<E, K> key;
    private final RepeatedFailure failure;
    private final Savepoints savepoints;
    private final String resource = EventBatches.class.getName() + " " + UUID.randomUUID();
    private final Set<K> suspects = ConcurrentHashMap.newKeySet();

    /// @param begin makes the batch of a transaction
    /// @param key what an event is about
    /// @param failure logs that batches cannot be saved as a whole
    public EventBatches(
            Function<UnitOfWork<?>, Batch<E, K>> begin,
            Function<E, K> key,
            RepeatedFailure failure,
            Savepoints savepoints) {
        this.begin = begin;
        this.key = key;
        this.failure = failure;
        this.savepoints = savepoints;
    }

    /// The events of a transaction. Used by one thread.
    public interface Batch<E, K> {

        void take(E event);

        /// What the events since the last save are about.
        Set<K> unsaved();

        /// Saves what the events since the last save change. Forgets these events first: if it fails, it is not
        /// repeated.
        void save();

        /// What all events of the transaction are about.
        Set<K> taken();

        /// Called after the commit.
        default void committed() {}
    }

    /// Takes an event, in the transaction in which it is handled.
    public void take(E event) {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        Batch<E, K> batch = work.getOrComputeResource(resource, _ -> begun(work));
        if (suspects.contains(key.apply(event))) {
            saveAll(batch);
            batch.take(event);
            savepoints.run(batch::save);
        } else {
            batch.take(event);
        }
    }

    private Batch<E, K> begun(UnitOfWork<?> work) {
        Batch<E, K> batch = begin.apply(work);
        work.onPrepareCommit(_ -> saveAll(batch));
        work.afterCommit(_ -> {
            suspects.removeAll(batch.taken());
            batch.committed();
        });
        return batch;
    }

    /// Throws {@link BatchRejected} if the batch cannot be saved, so that the failure is not attributed to the
    /// event that is being handled, and the transaction is rolled back. Before the commit, Axon calls this once for
    /// each event of the batch; the first call saves all of them.
    private void saveAll(Batch<E, K> batch) {
        Set<K> unsaved = Set.copyOf(batch.unsaved());
        try {
            batch.save();
            if (!unsaved.isEmpty()) {
                failure.over();
            }
        } catch (RuntimeException e) {
            failure.occurred(e);
            suspects.addAll(unsaved);
            throw new BatchRejected(e);
        }
    }
}
