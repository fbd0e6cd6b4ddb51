package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Two instances under load, whose PostgreSQL fails over to a standby that is promoted, again and again. A forwarder
/// is the host name that leads to the one server first and to the other then.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final int WRITERS = 4;

    private PostgresServer primary = PostgresServer.create();
    private PostgresServer standby = primary;
    private final Wire name = new Wire(primary.url());
    private final TestRedis redis = new TestRedis();
    private final List<Instance> instances = List.of(
            new Instance(name.url(), redis.url(), Map.of("omne.embedding.lease", "3s")),
            new Instance(name.url(), redis.url(), Map.of("omne.embedding.lease", "3s")));

    private final AtomicBoolean going = new AtomicBoolean(true);
    private final Queue<Client> writers = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<Client, Queue<String>> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Integer> statuses = new ConcurrentHashMap<>();

    @BeforeEach
    void addStandby() {
        standby = primary.standby();
        going.set(true);
        writers.clear();
        acknowledged.clear();
        statuses.clear();
    }

    /// The standby is the primary of the next test.
    @AfterEach
    void removePrimary() {
        primary.close();
        primary = standby;
    }

    @AfterAll
    void stop() {
        instances.forEach(Instance::close);
        name.close();
        redis.close();
        primary.close();
    }

    @Test
    void losesNothingWhenThePrimaryDies() throws Exception {
        primary.commitOnStandby();
        underLoad(() -> {
            primary.crash();
            standby.promote();
            name.leadTo(standby.url());
        });
        assertThatNothingIsLostAndAllGoesOn();
    }

    /// A planned failover. The old primary stays up, and so do the connections to it.
    @Test
    void losesNothingWhenThePrimaryIsMadeReadOnlyFirst() throws Exception {
        primary.commitOnStandby();
        underLoad(() -> {
            primary.setReadOnly(true);
            pause(Duration.ofSeconds(2));
            standby.promote();
            name.leadTo(standby.url());
        });
        assertThatNothingIsLostAndAllGoesOn();
    }

    /// The machine of the old primary is gone: nothing closes the connections to it.
    @Test
    void losesNothingWhenThePrimaryFallsSilent() throws Exception {
        primary.commitOnStandby();
        underLoad(() -> {
            name.fallSilent();
            primary.crash();
            standby.promote();
            name.leadTo(standby.url());
        });
        assertThatNothingIsLostAndAllGoesOn();
    }

    /// With asynchronous replication the standby may lack what was acknowledged last. That is lost; what is written
    /// afterwards is not.
    @Test
    void goesOnWithAStandbyThatLacksTheLastMemories() {
        Client client = instances.getFirst().client();
        Client other = client.at(instances.getLast().client());
        String kept = client.create("kept").field("id");
        Eventually.holds(SOON, () -> isCompleted(client, 1));
        Eventually.holds(
                SOON,
                () -> standby.sql()
                                .queryForList("select 1 from memories where id::text = ?", kept)
                                .size()
                        == 1);
        standby.set("primary_conninfo", "");
        pause(Duration.ofSeconds(1));
        List<String> lost = Stream.generate(() -> client.create("lost").field("id"))
                .limit(60)
                .toList();
        Eventually.holds(SOON, () -> isCompleted(client, 61));
        lost.forEach(id -> client.get("/api/v1/memories/" + id));

        try (SentEvents stream = other.stream("/api/v1/memories/events")) {
            assertThat(stream.status()).isEqualTo(200);
            primary.crash();
            standby.promote();
            name.leadTo(standby.url());
            Eventually.holds(BOUND, () -> client.create("afterwards").status() == 201);
            assertThat(Stream.generate(stream::event).anyMatch(Objects::isNull))
                    .as("the stream ends")
                    .isTrue();
        }
        try (SentEvents stream = other.stream("/api/v1/memories/events")) {
            client.create("later");
            assertThat(Stream.generate(stream::event)
                            .anyMatch(event -> event != null && event.data().contains("later")))
                    .isTrue();
        }
        // One that was answered by 503 may have been stored all the same.
        var expected = Set.of("kept completed", "afterwards completed", "later completed");
        long until = System.nanoTime() + SOON.toNanos();
        while (!all(other).equals(expected) && System.nanoTime() - until < 0) {
            pause(Duration.ofMillis(100));
        }
        assertThat(all(other)).isEqualTo(expected);
        assertThat(client.get("/api/v1/memories/" + kept).status()).isEqualTo(200);
        for (String id : lost) {
            assertThat(client.get("/api/v1/memories/" + id).status()).isEqualTo(404);
        }
    }

    /// What the list has, with how far its embedding is.
    private static Set<String> all(Client client) {
        return client.get("/api/v1/memories?per_page=100")
                .json()
                .path("data")
                .valueStream()
                .map(it -> it.path("content").asString() + " "
                        + it.path("embedding_status").asString())
                .collect(Collectors.toSet());
    }

    private static boolean isCompleted(Client client, int memories) {
        Answer list = client.get("/api/v1/memories?per_page=1&embedding_status=completed");
        Answer all = client.get("/api/v1/memories?per_page=1");
        return list.status() == 200
                && list.json().path("meta").path("total").intValue() == memories
                && all.json().path("meta").path("total").intValue() == memories;
    }

    private void underLoad(Runnable failover) throws Exception {
        var running = new ArrayList<Future<?>>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                Client writer = instances.getFirst().client();
                writers.add(writer);
                running.add(callers.submit(() -> write(writer)));
                running.add(callers.submit(() -> read(writer)));
            }
            pause(Duration.ofSeconds(3));
            failover.run();
            long promoted = System.nanoTime();
            Client another = instances.getLast().client();
            Eventually.holds(BOUND, () -> isCreated(another));
            System.out.printf(
                    "[failover] writes again %d ms after the promotion%n",
                    Duration.ofNanos(System.nanoTime() - promoted).toMillis());
            for (Instance instance : instances) {
                Eventually.holds(
                        BOUND,
                        () -> instance.client()
                                        .get("/actuator/health/readiness")
                                        .status()
                                == 200);
            }
            pause(Duration.ofSeconds(2));
            going.set(false);
        } finally {
            going.set(false);
        }
        System.out.println("[failover] answers: " + statuses);
        for (Future<?> caller : running) {
            caller.get(); // fails where a request had no answer within the client's 20 s
        }
    }

    private boolean isCreated(Client client) {
        try {
            return counted(client.create("a first one")).status() == 201;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private Answer counted(Answer answer) {
        statuses.merge(answer.status(), 1, Integer::sum);
        return answer;
    }

    /// Repeats what was not acknowledged under its key, so that nothing is stored twice.
    private void write(Client writer) {
        while (going.get()) {
            String key = UUID.randomUUID().toString();
            for (boolean done = false; !done && going.get(); ) {
                Answer answer = on(writer)
                        .map(client -> counted(client.post(
                                "/api/v1/memories", "{\"content\": \"under load\"}", "Idempotency-Key", key)))
                        .findFirst()
                        .orElseThrow();
                done = answer.status() == 201 || answer.status() == 200;
                if (done) {
                    acknowledged
                            .computeIfAbsent(writer, _ -> new ConcurrentLinkedQueue<>())
                            .add(answer.field("id"));
                }
                pause(Duration.ofMillis(30));
            }
        }
    }

    private void read(Client writer) {
        while (going.get()) {
            on(writer).forEach(client -> counted(client.get("/api/v1/memories?per_page=5")));
            pause(Duration.ofMillis(20));
        }
    }

    private Stream<Client> on(Client client) {
        int which = ThreadLocalRandom.current().nextInt(instances.size());
        return Stream.of(client.at(instances.get(which).client()));
    }

    private static void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }

    private void assertThatNothingIsLostAndAllGoesOn() {
        assertThat(statuses.keySet()).isSubsetOf(200, 201, 503);
        for (Client writer : writers) {
            List<String> ids = new ArrayList<>(acknowledged.get(writer));
            assertThat(ids).doesNotHaveDuplicates();
            Eventually.holds(
                    SOON,
                    () -> standby.sql()
                            .queryForList(
                                    "select id::text from memories where user_id = ?"
                                            + " and embedding_status = 'completed'",
                                    String.class,
                                    writer.user())
                            .containsAll(ids));
            int kept = standby.sql()
                    .queryForList("select id from memories where user_id = ?", writer.user())
                    .size();
            // The last create of a writer may have been done after it stopped listening.
            assertThat(kept).isBetween(ids.size(), ids.size() + 1);
            for (Instance instance : instances) {
                Eventually.holds(SOON, () -> isCompleted(writer.at(instance.client()), kept));
            }
        }
        Client administrator = Client.administrator(instances.getFirst().url());
        assertThat(administrator
                        .post("/api/v1/admin/sweeps/process-pending-embeddings", "")
                        .status())
                .isEqualTo(202);
        Eventually.holds(SOON, () -> stateOfSweep(administrator).equals("completed"));
    }

    private static String stateOfSweep(Client administrator) {
        return administrator
                .get("/api/v1/admin/sweeps")
                .json()
                .path("data")
                .valueStream()
                .filter(it -> it.path("name").asString().equals("process-pending-embeddings"))
                .findFirst()
                .orElseThrow()
                .path("latest")
                .path("state")
                .asString();
    }
}
