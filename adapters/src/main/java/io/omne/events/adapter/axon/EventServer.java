package io.omne.events.adapter.axon;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Identifies the PostgreSQL server that the events in memory were read from, by the time of its start. A server
/// that replaces it, such as a promoted standby, may lack some of these events and give their indexes to other
/// events. A token from the first server must not be stored on the second: the processor would skip events of the
/// second.
final class EventServer {

    /// Seconds since 1970, as text.
    static final String START = "cast(extract(epoch from pg_postmaster_start_time()) as text)";

    private final AtomicReference<@Nullable String> known = new AtomicReference<>();

    /// Whether the known server started at this time. After {@link #forget}, the first server asked about becomes
    /// the known one.
    boolean is(String start) {
        known.compareAndSet(null, start);
        return start.equals(known.get());
    }

    /// When the known server started; null if none is known yet.
    @Nullable
    String start() {
        return known.get();
    }

    /// To be called when no event is in memory any more.
    void forget() {
        known.set(null);
    }
}
