package io.omne.events.adapter.postgres;

/// The highest position of the event table. When it has changed, there are new events, of which there may have
/// been no notification.
final class EventTableHead {

    static final String SQL = "select coalesce(max(global_index), 0) from domain_events";

    private final Signal newEvents;
    private long last;

    EventTableHead(Signal newEvents) {
        this.newEvents = newEvents;
    }

    synchronized void check(long head) {
        if (head != last) {
            last = head;
            newEvents.raise();
        }
    }
}
