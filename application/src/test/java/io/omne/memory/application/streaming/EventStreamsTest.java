package io.omne.memory.application.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.application.ToyFeed;
import java.time.Duration;
import java.util.List;
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
    private final ToyFeed feed = new ToyFeed();
    private final EventWatch watch = new EventWatch(feed, feed, TestLoops.create());
    private final EventStreams streams = new EventStreams(feed, watch);

    @BeforeEach
    void start() {
        watch.start();
    }

    @AfterEach
    void stop() {
        watch.stop();
        streams.close();
    }

    /// Takes as many as it is told to.
    private static final class Client extends BaseSubscriber<StreamedEvent> {

        private final BlockingQueue<Long> places = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final long atOnce;

        Client(long atOnce) {
            this.atOnce = atOnce;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(atOnce);
        }

        @Override
        protected void hookOnNext(StreamedEvent told) {
            places.add(told.place());
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
            return places.take();
        }
    }

    private Client stream(@Nullable Long after, long atOnce) {
        var client = new Client(atOnce);
        streams.handle(new StreamEvents(owner, after)).subscribe(client);
        return client;
    }

    private Client stream(@Nullable Long after) {
        return stream(after, Long.MAX_VALUE);
    }

    @Test
    void beginsNow() throws Exception {
        feed.add(owner);
        Client first = stream(null);
        assertThat(first.next()).isEqualTo(1);
        feed.add(other);
        feed.add(owner);
        assertThat(first.next()).isEqualTo(3);
        Client second = stream(null);
        assertThat(second.next()).isEqualTo(3);
        feed.add(owner);

        assertThat(first.next()).isEqualTo(4);
        assertThat(second.next()).isEqualTo(4);
    }

    @Test
    void resumesWithEverythingInBetween() throws Exception {
        for (int i = 0; i < 3 * EventStreams.PAGE + 1; i++) {
            feed.add(owner);
            feed.add(other);
        }
        Client client = stream(10L);

        assertThat(client.next()).isEqualTo(10);
        for (long place = 11; place <= 6 * EventStreams.PAGE + 1; place += 2) {
            assertThat(client.next()).isEqualTo(place);
        }
        feed.add(owner);
        assertThat(client.next()).isEqualTo(6 * EventStreams.PAGE + 3);
    }

    @Test
    void knowsNoPlaceBeyondTheLastEvent() {
        feed.add(other);

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
            feed.add(owner);
        }
        assertThat(quick.next()).isZero();
        for (long place = 1; place <= 20 * EventStreams.PAGE; place++) {
            assertThat(quick.next()).isEqualTo(place);
        }
        assertThat(slow.next()).isEqualTo(1);
        assertThat(slow.next()).isEqualTo(2);
        int pages = feed.pages.get();

        slow.request(Long.MAX_VALUE);

        for (long place = 3; place <= 20 * EventStreams.PAGE; place++) {
            assertThat(slow.next()).isEqualTo(place);
        }
        assertThat(feed.pages.get() - pages).isGreaterThan(15);
    }

    @Test
    void goesOnWhenTheEventStoreIsBack() throws Exception {
        Client client = stream(null);
        client.next();
        feed.away = true;
        feed.add(owner);
        Client refused = stream(null);
        assertThat(refused.end).failsWithin(Duration.ofSeconds(30));

        feed.away = false;

        assertThat(client.next()).isEqualTo(1);
        assertThat(client.end).isNotDone();
    }

    @Test
    void endsWithTheInstance() throws Exception {
        Client idle = stream(null);
        idle.next();
        Client slow = stream(0L, 1);
        slow.next();
        feed.add(owner);

        watch.stop();

        idle.end.get();
        slow.end.get();
        stream(null).end.get();
    }

    @Test
    void looksOnceForAllAndNotWithoutClients() throws Exception {
        assertThat(feed.looks).hasValue(0);
        List<Client> clients =
                LongStream.range(0, 500).mapToObj(_ -> stream(null)).toList();
        for (Client client : clients) {
            client.next();
        }
        int looks = feed.looks.get();
        feed.add(other);
        feed.add(owner);
        for (Client client : clients) {
            assertThat(client.next()).isEqualTo(2);
            client.cancel();
        }

        assertThat(feed.looks.get() - looks).isLessThan(clients.size());
    }
}
