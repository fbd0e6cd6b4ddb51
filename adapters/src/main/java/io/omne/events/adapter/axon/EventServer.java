package io.omne.events.adapter.axon;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL server that the events in memory were read from, by the time of its start. One that took its place,
/// such as a promoted standby, may lack some of these events and give their indexes to others. A token of the one must
/// not be stored on the other: events of the other would be passed over.
final class EventServer {

    /// Seconds since 1970, as text.
    static final String START = "cast(extract(epoch from pg_postmaster_start_time()) as text)";

    private final AtomicReference<@Nullable String> known = new AtomicReference<>();

    /// Whether it is the server that started then. The first one asked about after {@link #forget} is.
    boolean is(String start) {
        known.compareAndSet(null, start);
        return start.equals(known.get());
    }

    /// When it started; null where that is not known yet.
    @Nullable
    String start() {
        return known.get();
    }

    /// Call when no event is in memory any more.
    void forget() {
        known.set(null);
    }
}
