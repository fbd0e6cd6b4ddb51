package io.omne.memory.adapter.postgres.rebuild;

import io.omne.events.adapter.postgres.EventScan;
import io.omne.events.api.RecordedEvent;
import io.omne.memory.MemoryEvent;
import io.omne.memory.domain.Fold;
import io.omne.memory.domain.Memory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Folds events, one memory after the other, and passes each memory on. If an event cannot be applied, it and the
/// later events of its memory are left out.
final class LoadedMemory implements EventScan.Visitor {

    private final Parcels parcels;
    private final RebuildStatistics tally;
    private String id = "";
    private @Nullable Memory memory;
    private boolean broken;

    LoadedMemory(Parcels parcels, RebuildStatistics tally) {
        this.parcels = parcels;
        this.tally = tally;
    }

    @Override
    public void visit(RecordedEvent event) throws InterruptedException {
        if (!event.aggregate().equals(id)) {
            end();
            id = event.aggregate();
            memory = null;
            broken = false;
        }
        if (broken) {
            tally.leaveOut();
        } else {
            try {
                memory = next(memory, event);
            } catch (RuntimeException e) {
                tally.leaveOut(event, e);
                broken = true;
            }
        }
        tally.count(1);
    }

    /// Passes on the current memory, after its last event.
    void end() throws InterruptedException {
        parcels.put(memory);
    }

    private static Memory next(@Nullable Memory before, RecordedEvent recorded) {
        long sequence = before == null ? 0 : before.counts().sequence();
        if (recorded.sequence() != sequence) {
            throw new IllegalStateException("event %d is missing".formatted(sequence + 1));
        }
        MemoryEvent event = RebuildStatistics.event(recorded);
        return before == null ? Fold.of(List.of(event)) : Fold.next(before, event);
    }
}
