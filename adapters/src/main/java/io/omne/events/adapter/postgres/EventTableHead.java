package io.omne.events.adapter.postgres;

/// The highest index of the event table. When it is seen to have changed, there are new events that nobody may have
/// told of.
final class EventTableHead {

    static final String SQL = "select coalesce(max(global_index), 0) from domain_events";

    private final Signal news;
    private long last;

    EventTableHead(Signal news) {
        this.news = news;
    }

    synchronized void seen(long index) {
        if (index != last) {
            last = index;
            news.raise();
        }
    }
}
