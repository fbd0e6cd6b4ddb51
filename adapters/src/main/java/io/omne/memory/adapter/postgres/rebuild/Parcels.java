package io.omne.memory.adapter.postgres.rebuild;

import io.omne.memory.domain.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;

/// Passes memories, in parcels, from the thread that reads events to the thread that writes rows.
final class Parcels {

    /// Limits the rows that wait to be written: the number of parcels, and the memories or characters that fill
    /// one.
    private static final int PARCELS = 8;

    private static final int PARCEL_MEMORIES = 256;
    private static final int PARCEL_CHARACTERS = 1 << 18;

    /// The longest wait for a parcel. It may be long, because the job checks all the time whether it must stop.
    private static final Duration LONGEST = Duration.ofHours(1);

    /// Marks the end, after the last parcel.
    private static final List<Memory> END = List.of();

    private final BlockingQueue<List<Memory>> waiting = new ArrayBlockingQueue<>(PARCELS);
    private List<Memory> parcel = new ArrayList<>();
    private int characters;

    /// Adds a memory; called by the reading thread. Deleted memories are in no list and are skipped.
    void put(@Nullable Memory memory) throws InterruptedException {
        if (memory == null || memory.isGone()) {
            return;
        }
        parcel.add(memory);
        characters += memory.content().text().length();
        if (parcel.size() >= PARCEL_MEMORIES || characters >= PARCEL_CHARACTERS) {
            send();
        }
    }

    /// Marks the end, after the last memory; called by the reading thread.
    void end() throws InterruptedException {
        send();
        offer(END);
    }

    private void send() throws InterruptedException {
        if (!parcel.isEmpty()) {
            offer(parcel);
            parcel = new ArrayList<>();
            characters = 0;
        }
    }

    private void offer(List<Memory> next) throws InterruptedException {
        if (!waiting.offer(next, LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new QueryTimeoutException("no row was written for " + LONGEST);
        }
    }

    /// Waits for the next parcel, which is empty after the last memory; called by the writing thread. The reading
    /// thread may have to sort all events before its first row.
    List<Memory> next() throws InterruptedException {
        List<Memory> next = waiting.poll(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new QueryTimeoutException("no event was read for " + LONGEST);
        }
        return next;
    }
}
