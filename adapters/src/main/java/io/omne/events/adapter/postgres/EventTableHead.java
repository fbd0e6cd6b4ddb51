package io.omne.events.adapter.postgres;

/// Follows the highest position of the event table. A change means that there are new events, whose notification
/// may have been lost.
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
