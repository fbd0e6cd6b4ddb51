package io.omne.memory.application.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.events.api.RecordedEvent;
import io.omne.events.api.RecordedEvent.Unreadable;
import io.omne.events.api.StreamContribution;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.application.ToyFeed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

@Timeout(60)
class EventStreamsTest {

    private final UserId owner = new UserId(UUID.randomUUID());
    private final UserId other = new UserId(UUID.randomUUID());
    private final ToyFeed events = new ToyFeed();
    private final StreamedTypes types = new StreamedTypes(List.of(new Notes()));
    private final EventWatch watch = new EventWatch(events, events, types, TestLoops.create());
    private final EventStreams streams = new EventStreams(events, watch, types);

    /// Contributes events that are texts with their owners before a colon.
    private static final class Notes implements StreamContribution {

        private record Note(String text) {}

        @Override
        public String aggregateType() {
            return "Note";
        }

        @Override
        public Optional<ContributedEvent> contribute(RecordedEvent recorded) {
            String[] parts = recorded.event().toString().split(":", 2);
            return parts.length < 2
                    ? Optional.empty()
                    : Optional.of(new ContributedEvent(UUID.fromString(parts[0]), "note_added", new Note(parts[1])));
        }
    }

    @BeforeEach
    void start() {
        watch.start();
    }

    @AfterEach
    void stop() {
        watch.stop();
        streams.close();
    }

    /// Requests a given number of events.
    private static final class Client extends BaseSubscriber<StreamedEvent> {

        private final BlockingQueue<Long> positions = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final long requested;

        Client(long requested) {
            this.requested = requested;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(requested);
        }

        @Override
        protected void hookOnNext(StreamedEvent event) {
            positions.add(event.position());
        }

        @Override
        protected void hookOnComplete() {
            end.complete(null);
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            end.completeExceptionally(thrown);
        }

        long next() throws InterruptedException {
            return positions.take();
        }
    }

    private Client stream(@Nullable Long after, long requested) {
        var client = new Client(requested);
        streams.handle(new StreamEvents(owner, after)).subscribe(client);
        return client;
    }

    private Client stream(@Nullable Long after) {
        return stream(after, Long.MAX_VALUE);
    }

    @Test
    void startsNow() throws Exception {
        events.add(owner);
        Client first = stream(null);
        assertThat(first.next()).isEqualTo(1);
        events.add(other);
        events.add(owner);
        assertThat(first.next()).isEqualTo(3);
        Client second = stream(null);
        assertThat(second.next()).isEqualTo(3);
        events.add(owner);

        assertThat(first.next()).isEqualTo(4);
        assertThat(second.next()).isEqualTo(4);
    }

    @Test
    void resumesWithAllEventsSince() throws Exception {
        for (int i = 0; i < 3 * EventStreams.PAGE + 1; i++) {
            events.add(owner);
            events.add(other);
        }
        Client client = stream(10L);

        assertThat(client.next()).isEqualTo(10);
        for (long position = 11; position <= 6 * EventStreams.PAGE + 1; position += 2) {
            assertThat(client.next()).isEqualTo(position);
        }
        events.add(owner);
        assertThat(client.next()).isEqualTo(6 * EventStreams.PAGE + 3);
    }

    @Test
    void rejectsAPositionAfterTheLastEvent() {
        events.add(other);

        assertThat(stream(2L).end)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(UnknownPosition.class);
    }

    @Test
    void readsNoFasterThanItsClient() throws Exception {
        Client slow = stream(0L, 3);
        Client quick = stream(0L);
        assertThat(slow.next()).isZero();
        for (int i = 0; i < 20 * EventStreams.PAGE; i++) {
            events.add(owner);
        }
        assertThat(quick.next()).isZero();
        for (long position = 1; position <= 20 * EventStreams.PAGE; position++) {
            assertThat(quick.next()).isEqualTo(position);
        }
        assertThat(slow.next()).isEqualTo(1);
        assertThat(slow.next()).isEqualTo(2);
        int pages = events.pages.get();

        slow.request(Long.MAX_VALUE);

        for (long position = 3; position <= 20 * EventStreams.PAGE; position++) {
            assertThat(slow.next()).isEqualTo(position);
        }
        assertThat(events.pages.get() - pages).isGreaterThan(15);
    }

    @Test
    void leavesOutWhatCannotBeReadOrIsOfAnotherOwner() throws Exception {
        events.add(owner, new Unreadable(new IllegalStateException()));
        events.add(owner, ToyFeed.deleted(other));
        events.add(owner, "text");
        events.add(owner);
        Client client = stream(0L);

        assertThat(client.next()).isZero();
        assertThat(client.next()).isEqualTo(4);
    }

    @Test
    void hasEventsOfOtherModules() throws Exception {
        events.add(owner, "Note", "not for clients");
        events.add(owner, "Note", other + ":of somebody else");
        events.add(owner, "Note", owner + ":mine");
        events.add(owner);
        Client client = stream(0L);

        assertThat(client.next()).isZero();
        assertThat(client.next()).isEqualTo(3);
        assertThat(client.next()).isEqualTo(4);
    }

    @Test
    void continuesWhenTheEventStoreIsAvailableAgain() throws Exception {
        Client client = stream(null);
        client.next();
        events.away = true;
        events.add(owner);
        Client failed = stream(null);
        assertThat(failed.end).failsWithin(Duration.ofSeconds(30));

        events.away = false;

        assertThat(client.next()).isEqualTo(1);
        assertThat(client.end).isNotDone();
    }

    @Test
    void endsWithTheInstance() throws Exception {
        Client idle = stream(null);
        idle.next();
        Client slow = stream(0L, 1);
        slow.next();
        events.add(owner);

        watch.stop();

        idle.end.get();
        slow.end.get();
        stream(null).end.get();
    }

    @Test
    void looksOnceForAllAndNotWithoutClients() throws Exception {
        assertThat(events.looks).hasValue(0);
        List<Client> clients =
                LongStream.range(0, 500).mapToObj(_ -> stream(null)).toList();
        for (Client client : clients) {
            client.next();
        }
        int looks = events.looks.get();
        events.add(other);
        events.add(owner);
        for (Client client : clients) {
            assertThat(client.next()).isEqualTo(2);
            client.cancel();
        }

        assertThat(events.looks.get() - looks).isLessThan(clients.size());
    }
}
