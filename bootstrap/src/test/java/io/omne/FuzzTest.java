package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.ApiDocument.ApiOperation;
import io.omne.FuzzedRequests.Shot;
import io.omne.Raw.Reply;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whatever is sent, the answer is one that the description of the API has, and never a fault of the server's; and
/// what is answered with an error has changed nothing.
///
/// `./omne bench fuzz` sends twenty thousand; what one run has sent, another with its seed sends again.
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("omne.fuzz.requests", 600);
    private static final long SEED = Long.getLong("omne.fuzz.seed", 5);
    private static final int CALLERS = 4;
    private static final long MOST_GROWTH = 8L << 20;

    /// From here on every operation must have been answered well at least once.
    private static final int MANY = 5_000;

    /// Words that only the inside of the server knows. What the requests themselves say has none of them.
    private static final Pattern INTERNALS =
            Pattern.compile("io\\.omne|java\\.|javax\\.|jdk\\.|org\\.[a-z]+\\.|tools\\."
                    + "jackson|reactor\\.|netty|\\wException|\\.java\\b|\\bat [a-z]+\\.[a-z]+\\.|SQLSTATE|(?i:select .* from |insert into )"
                    + "|relation \"|/tmp/|/home/|/usr/|/var/|BOOT-INF|postgresql:|redis:|"
                    + Pattern.quote(System.getProperty("user.dir", "BOOT-INF")));

    /// Their texts say such things, and nothing of requests.
    private static final Set<String> DOCUMENTS = Set.of("readDocument", "readPage", "readPart", "readMetrics");

    /// Methods of requests that change nothing.
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static TestDatabase database;
    private static Instance server;
    private static ApiDocument document;

    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "embedding.provider",
                        ZeroCost.NAME,
                        // No limit.
                        "omne.rate-limit.memories",
                        0,
                        // However busy the machine is: this is no test of load.
                        "spring.r2dbc.pool.max-acquire-time",
                        "60s",
                        "spring.r2dbc.pool.max-create-connection-time",
                        "60s",
                        "spring.r2dbc.properties.connectTimeout",
                        "60s",
                        "spring.datasource.hikari.connection-timeout",
                        60_000));
        document = new ApiDocument(server.client().get("/openapi").json());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @Test
    void isAnsweredAsDescribed() throws Exception {
        var heaps = new ArrayList<Long>();
        for (int quarter = 0; quarter < 4; quarter++) {
            fire(REQUESTS / 4, SEED + 1_000L * quarter);
            heaps.add(heap());
        }

        System.out.printf(
                "heap after each quarter: %s MiB%n",
                heaps.stream().map(bytes -> bytes >> 20).toList());
        counted().forEach((operation, statuses) -> System.out.printf("%-20s %s%n", operation, statuses));
        assertThat(faults).isEmpty();
        assertThat(heaps.getLast() - heaps.getFirst()).as("growth of the heap").isLessThan(MOST_GROWTH);
        assertThat(server.client().create("Still here.").status()).isEqualTo(201);
        if (REQUESTS >= MANY) {
            assertThat(document.operations())
                    .allSatisfy(operation -> assertThat(answers.keySet())
                            .as("%s was answered well", operation)
                            .anyMatch(answer -> answer.startsWith(operation.id() + " 2")));
        }
    }

    private void fire(int requests, long seed) throws InterruptedException, ExecutionException {
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            var all = new ArrayList<Callable<Void>>();
            for (int i = 0; i < CALLERS; i++) {
                long own = seed + i;
                all.add(() -> fireFrom(own, requests / CALLERS));
            }
            for (Future<Void> caller : callers.invokeAll(all)) {
                caller.get();
            }
        }
    }

    private Void fireFrom(long seed, int requests) {
        Client user = Client.administrator(server.url());
        var shots = new FuzzedRequests(
                document.operations(),
                new Random(seed),
                user.token(),
                server.client().token());
        String stored = stored(user);
        try (var caller = new Caller()) {
            for (int i = 0; i < requests && faults.size() < 20; i++) {
                Shot shot = shots.next();
                try {
                    Reply reply = caller.ask(shot);
                    judge(shot, reply);
                    shots.learn(shot, reply);
                    if (!SAFE.contains(shot.method())) {
                        String before = stored;
                        stored = stored(user);
                        if (reply.status() >= 400 && !stored.equals(before)) {
                            faults.add("answered with %d, and carried out:%n%s".formatted(reply.status(), shot));
                        }
                    }
                } catch (UncheckedIOException e) {
                    faults.add("no answer (%s) to%n%s".formatted(e, shot));
                }
            }
        }
        return null;
    }

    /// What changes with everything that the user does to memories.
    private static String stored(Client user) {
        JsonNode list =
                user.list("/api/v1/memories?sort_by=updated_at&per_page=1").json();
        JsonNode latest = list.at("/data/0");
        return "%s of %s, version %s, at %s"
                .formatted(
                        latest.path("id"), list.at("/meta/total"), latest.path("version"), latest.path("updated_at"));
    }

    /// Keeps its connection for as long as it may, as clients do.
    private static final class Caller implements AutoCloseable {

        private @Nullable Raw connection;

        Reply ask(Shot shot) {
            Raw kept = connection;
            if (kept != null) {
                try {
                    return ask(kept, shot);
                } catch (UncheckedIOException e) {
                    kept.close();
                    if (!(e.getCause() instanceof EOFException)) {
                        throw e;
                    }
                    // Closed since the last answer: it took nothing.
                }
            }
            return ask(new Raw(server.url()), shot);
        }

        private Reply ask(Raw raw, Shot shot) {
            connection = raw;
            raw.send(shot.bytes());
            Reply reply = raw.next(shot.method().equals("HEAD"));
            // Of an odd request the server may have left something unread.
            if (shot.strayed() || reply.isStream() || reply.header("Connection").equalsIgnoreCase("close")) {
                raw.close();
                connection = null;
            }
            return reply;
        }

        @Override
        public void close() {
            if (connection != null) {
                connection.close();
            }
        }
    }

    private void judge(Shot shot, Reply reply) {
        answers.computeIfAbsent(shot.operation().id() + " " + reply.status(), _ -> new AtomicInteger())
                .incrementAndGet();
        var found = new ArrayList<String>();
        if (reply.status() >= 500) {
            found.add("a fault of the server's");
        }
        if (!DOCUMENTS.contains(shot.operation().id()) || reply.status() >= 300) {
            var leak = INTERNALS.matcher(reply.headers() + reply.body());
            if (leak.find()) {
                found.add("leaks " + leak.group());
            }
        }
        if (shot.strayed()) {
            checkStray(reply, found);
        } else {
            check(shot, reply, found);
        }
        if (!found.isEmpty()) {
            String text = reply.body();
            faults.add("%s: %d %s%n%s%nto%n%s"
                    .formatted(
                            found,
                            reply.status(),
                            reply.header("Content-Type"),
                            text.substring(0, Math.min(1_000, text.length())),
                            shot));
        }
    }

    /// What no route has seen may have no body: the server's HTTP refused it.
    private void checkStray(Reply reply, List<String> found) {
        if (reply.status() >= 400 && !reply.body().isEmpty()) {
            if (!mediaOf(reply).equals("application/problem+json")) {
                found.add("is no problem");
            }
            found.addAll(faults(document.json().at("/components/schemas/Problem"), reply));
        }
    }

    private void check(Shot shot, Reply reply, List<String> found) {
        ApiOperation operation = shot.operation();
        JsonNode response = operation.response(reply.status());
        if (response == null) {
            found.add("has a status that is not described");
            return;
        }
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            if (!reply.body().isEmpty()) {
                found.add("has a body, though none is described");
            }
            return;
        }
        String media = mediaOf(reply);
        if (!content.has("*/*") && !content.has(media)) {
            found.add("has none of the media types " + content.propertyNames());
        } else if (media.endsWith("json")) {
            found.addAll(faults(content.path(media).path("schema"), reply));
        }
        JsonNode taken = operation.body();
        if (taken != null && reply.status() < 300) {
            // A bulk is taken with bad ones in it, of which it tells.
            if (!reply.body().contains("\"failed\"") || reply.body().contains("\"failed\":0")) {
                found.addAll(faultsOfTaken(taken, shot));
            }
        }
    }

    private static List<String> faults(JsonNode schema, Reply reply) {
        try {
            return document.faults(schema, Client.JSON.readTree(reply.body()));
        } catch (RuntimeException e) {
            return List.of("is no JSON");
        }
    }

    /// What was taken must be what the description lets through.
    private static List<String> faultsOfTaken(JsonNode schema, Shot shot) {
        String body = shot.body();
        if (body == null || shot.head().contains("chunked")) {
            return List.of();
        }
        return document
                .faultsOfRequest(schema, Client.JSON.readTree(body.getBytes(StandardCharsets.ISO_8859_1)))
                .stream()
                .map(fault -> "took a body that is not as described: " + fault)
                .toList();
    }

    private static String mediaOf(Reply reply) {
        return reply.header("Content-Type").split(";", 2)[0];
    }

    private Map<String, String> counted() {
        var counted = new TreeMap<String, String>();
        new TreeSet<>(answers.keySet())
                .forEach(answer -> counted.merge(
                        answer.substring(0, answer.indexOf(' ')),
                        answer.substring(answer.indexOf(' ') + 1) + "×" + answers.get(answer),
                        (one, other) -> one + " " + other));
        return counted;
    }

    /// Bytes that a collection has left.
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }
}
