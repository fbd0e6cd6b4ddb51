package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.events.api.EventLog;
import io.omne.events.api.NewEvents;
import io.omne.events.api.RecordedEvent;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Events of memories in a list, below the high-water mark as soon as they are there. Listeners are called for
/// each.
public final class ToyFeed implements EventLog, NewEvents {

    public final AtomicInteger looks = new AtomicInteger();
    public final AtomicInteger pages = new AtomicInteger();
    public volatile boolean away;
    private final List<RecordedEvent> all = new ArrayList<>();
    private final List<UUID> owners = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public void add(UserId owner) {
        add(owner, deleted(owner));
    }

    public static MemoryEvent deleted(UserId owner) {
        return new MemoryEvent.Deleted(new MemoryId(UUID.randomUUID()), owner, Instant.EPOCH);
    }

    /// @param owner of the event, by its metadata
    public void add(UserId owner, Object event) {
        add(owner, MemoryEvent.AGGREGATE_TYPE, event);
    }

    public synchronized void add(UserId owner, String aggregateType, Object event) {
        long position = all.size() + 1L;
        owners.add(owner.value());
        all.add(new RecordedEvent(position, aggregateType, "an aggregate", position, Instant.EPOCH.toString(), event));
        committed();
    }

    @Override
    public void committed() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized long highWaterMark(Runnable look) {
        checkThere();
        return all.size();
    }

    @Override
    public synchronized Owners ownersAfter(Set<String> aggregateTypes, long after) {
        looks.incrementAndGet();
        checkThere();
        return new Owners(Set.copyOf(owners.subList((int) after, owners.size())), all.size());
    }

    @Override
    public synchronized boolean reaches(long position) {
        return position <= all.size();
    }

    @Override
    public synchronized List<RecordedEvent> ofOwner(
            Set<String> aggregateTypes, UUID owner, long after, long upTo, int limit) {
        pages.incrementAndGet();
        checkThere();
        return all.subList((int) after, (int) upTo).stream()
                .filter(it -> owners.get((int) it.position() - 1).equals(owner))
                .limit(limit)
                .toList();
    }

    @Override
    public List<RecordedEvent> between(String aggregateType, long after, long upTo, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Recent recent(Duration window, int limit) {
        throw new UnsupportedOperationException();
    }

    private void checkThere() {
        if (away) {
            throw new IllegalStateException("away");
        }
    }
}
