package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.events.api.NewEvents;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.application.reading.MemoryHistory.Happening;
import io.omne.memory.application.streaming.EventFeed;
import io.omne.memory.application.streaming.StreamedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Events in a list, each settled as soon as it is there, and told of.
public final class ToyFeed implements EventFeed, NewEvents {

    public final AtomicInteger looks = new AtomicInteger();
    public final AtomicInteger pages = new AtomicInteger();
    public volatile boolean away;
    private final List<StreamedEvent> all = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public synchronized void add(UserId owner) {
        long place = all.size() + 1L;
        all.add(new StreamedEvent(
                place,
                new Happening(place, new MemoryEvent.Deleted(new MemoryId(UUID.randomUUID()), owner, Instant.EPOCH))));
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
    public synchronized long settled() {
        checkThere();
        return all.size();
    }

    @Override
    public synchronized News after(long place) {
        looks.incrementAndGet();
        checkThere();
        return new News(
                all.size(),
                all.subList((int) place, all.size()).stream()
                        .map(ToyFeed::owner)
                        .collect(Collectors.toSet()));
    }

    @Override
    public synchronized boolean reaches(long place) {
        return place <= all.size();
    }

    @Override
    public synchronized Page read(UserId owner, long after, long upTo, int limit) {
        pages.incrementAndGet();
        checkThere();
        List<StreamedEvent> found = all.subList((int) after, (int) upTo).stream()
                .filter(it -> owner(it).equals(owner))
                .limit(limit)
                .toList();
        return new Page(found, found.size() < limit ? upTo : found.getLast().place());
    }

    private void checkThere() {
        if (away) {
            throw new IllegalStateException("away");
        }
    }

    private static UserId owner(StreamedEvent it) {
        Happening happening = it.happening();
        if (happening == null) {
            throw new AssertionError();
        }
        return happening.event().owner();
    }
}
