package io.omne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.Client.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/// Two instances on their worst day, one with a clock that is two minutes off: eight clients create and edit while
/// one instance or the other is killed with `kill -9`, PostgreSQL is read-only for a while, crashes, stays away and
/// recovers, and at last a standby takes its place; Redis is stopped for a while, and the provider of the model
/// answers with 503. Every acknowledged memory ends completed, exactly once, and soon while nothing is away, though
/// there is a text among them that the provider never takes. No search is answered without the memory that is there.
///
/// `omne.memories` and `omne.kills` say how much of it; `./omne bench chaos` runs 5,000 and ten kills, and
/// PostgreSQL crashes twice there.
class ChaosIT {

    private static final int MEMORIES = Integer.getInteger("omne.memories", 320);
    private static final int KILLS = Integer.getInteger("omne.kills", 2);
    private static final int CLIENTS = 8;
    private static final String COMPLETED = """
            (select aggregate_identifier as id, cast(convert_from(payload, 'UTF8')::json ->> 'revision' as int) as revision
                from domain_events where payload_type like '%EmbeddingCompleted') c""";
    private static final String TIMES = """
            select aggregate_identifier as id, cast(time_stamp as timestamptz) as at,
                cast(convert_from(payload, 'UTF8')::json ->> 'revision' as int) as revision
            from domain_events where payload_type like '%$EmbeddingCompleted'""";

    /// A text to which the provider never answers but with 500.
    private static final String POISON = "poisoned";

    /// A machine that runs all tests at the same time has more time than one that runs the benchmark.
    private static final Duration SOON = Duration.ofSeconds(KILLS > 2 ? 10 : 60);

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration AWAY = Duration.ofSeconds(KILLS > 2 ? 20 : 3);
    private static final Duration CUT = Duration.ofSeconds(2);

    /// Between two writes of a client at most: slow enough for them to go on while all of it happens.
    private static final int PAUSE_MILLIS = KILLS > 2 ? 300 : 750;

    private final PostgresServer primary = PostgresServer.create();
    private final Wire wire = new Wire(primary.url());
    private final TestRedis redis = new TestRedis();
    private final FakeOpenAi provider = FakeOpenAi.start(1536);

    /// By the memory's id: when each of its contents was acknowledged. The times of its events are those of the
    /// instance, whose clock may be off.
    private final Map<String, List<Instant>> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger edited = new AtomicInteger();
    private final List<Spell> spells = new ArrayList<>();
    private final List<ServerProcess> servers = new CopyOnWriteArrayList<>();
    private @Nullable PostgresServer promoted;
    private boolean isRedisAway;

    /// While the provider or the database was away. The other instance takes over from one that is killed.
    private record Spell(Instant from, Instant to) {}

    private ServerProcess start(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "EMBEDDING_PROVIDER",
                "openai",
                "EMBEDDING_OPENAI_API_KEY",
                FakeProvider.KEY,
                "EMBEDDING_OPENAI_BASE_URL",
                provider.baseUrl(),
                "OMNE_EMBEDDING_LEASE",
                "5s",
                "OMNE_EMBEDDING_RETRY_DELAY",
                "1s"));
        settings.putAll(more);
        return ServerProcess.start(wire.url(), redis.url(), settings);
    }

    /// Two minutes ahead or behind.
    private static Map<String, String> skewed() {
        Duration skew = Duration.ofMinutes(ThreadLocalRandom.current().nextBoolean() ? 2 : -2);
        System.out.printf("[chaos] the clock of one instance is off by %s%n", skew);
        return SkewedClock.by(skew);
    }

    @Test
    void completesEveryAcknowledgedMemoryExactlyOnce() throws Exception {
        servers.add(start(Map.of()));
        servers.add(start(skewed()));
        try (ExecutorService callers = Executors.newFixedThreadPool(CLIENTS);
                var searches = new SteadySearches(
                        servers.getFirst().url(), () -> anyServer().url())) {
            var left = new AtomicInteger(MEMORIES);
            var user = new Client(servers.getFirst().url());
            provider.refuse(POISON, 500);
            user.create(POISON);
            for (int i = 0; i < CLIENTS; i++) {
                callers.execute(() -> write(user, left));
            }
            for (int i = 0; i < KILLS; i++) {
                pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(500, 3_000)));
                Instant from = Instant.now();
                happen(i);
                failOver(i);
                spells.add(new Spell(from, Instant.now()));
                int victim = ThreadLocalRandom.current().nextInt(servers.size());
                servers.get(victim).kill();
                servers.set(victim, servers.get(victim).startAgain());
            }
            if (isRedisAway) {
                redis.start();
            }
            searches.check();
        }
        Eventually.holds(LONG, () -> count("memories where embedding_status <> 'completed'") == 1);
        Eventually.holds(LONG, () -> count("memories where embedding_status = 'failed'") == 1);
        tally();
    }

    /// What else goes wrong, besides the kills.
    private void happen(int round) {
        if (round == 0) {
            provider.always(FakeReply.status(503));
            pause(AWAY);
            provider.recover();
            provider.refuse(POISON, 500);
            redis.kill();
            isRedisAway = true;
        } else if (round <= 2) {
            crashPostgres();
        } else if (round == 3) {
            redis.start();
            isRedisAway = false;
        }
    }

    private void failOver(int round) {
        if (round == 0) {
            primary.setReadOnly(true);
            pause(AWAY);
            primary.setReadOnly(false);
        } else if (round == KILLS - 1) {
            PostgresServer standby = primary.standby();
            primary.commitOnStandby();
            pause(CUT);
            primary.crash();
            standby.promote();
            wire.leadTo(standby.url());
            promoted = standby;
        }
    }

    /// One of its processes is killed with `kill -9`, whereupon PostgreSQL ends all others and recovers from its
    /// log.
    private void crashPostgres() {
        wire.cut();
        long before = started();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> sql().execute("copy (select 1) to program 'kill -9 $PPID'"));
        pause(CUT);
        wire.mend();
        Eventually.holds(LONG, () -> isBack(before));
    }

    private boolean isBack(long before) {
        try {
            return started() > before;
        } catch (DataAccessException e) {
            return false;
        }
    }

    /// When the oldest of PostgreSQL's own processes was started, in microseconds.
    private long started() {
        return value("select cast(extract(epoch from min(backend_start)) * 1e6 as bigint) from pg_stat_activity"
                + " where backend_type = 'checkpointer'");
    }

    private static void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }

    /// A create that nobody has answered may have been done; repeated, it is another memory.
    private void write(Client user, AtomicInteger left) {
        for (int n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
            String content = "memory " + n;
            Answer created = insist(user, 201, server -> server.create(content));
            acknowledged.put(created.field("id"), new ArrayList<>(List.of(Instant.now())));
            pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(PAUSE_MILLIS)));
            if (n % 4 == 0) {
                String path = "/api/v1/memories/" + created.field("id");
                String edit = "{\"content\": \"%s, edited\"}".formatted(content);
                insist(user, 200, server -> server.patch(path, edit));
                acknowledged.get(created.field("id")).add(Instant.now());
                edited.incrementAndGet();
            }
        }
    }

    /// Until the answer is not that the server is away, or that it cannot now.
    private Answer insist(Client user, int status, Function<Client, Answer> request) {
        var answers = new ArrayList<Answer>();
        Eventually.holds(LONG, () -> {
            answered(user, request).ifPresentOrElse(answers::add, refused::incrementAndGet);
            return !answers.isEmpty();
        });
        assertThat(answers.getFirst().status()).isEqualTo(status);
        return answers.getFirst();
    }

    private Optional<Answer> answered(Client user, Function<Client, Answer> request) {
        try {
            return Optional.of(request.apply(user.at(anyServer().url()))).filter(it -> it.status() != 503);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private ServerProcess anyServer() {
        return servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
    }

    private void tally() {
        List<UUID> ids = acknowledged.keySet().stream().map(UUID::fromString).toList();
        long kept = count("memories where id = any(?)", (Object) ids.toArray(UUID[]::new));
        long processing = count("memories where embedding_status = 'processing'");
        long twice = count("(select 1 from " + COMPLETED + " group by id, revision having count(*) > 1) t");
        long unexplained = count("memories m where content <> '" + POISON + "' and not exists (select 1 from "
                + COMPLETED + " where c.id = cast(m.id as text) and c.revision = m.revision)");
        long memories = count("memories");
        long vectors = count("embedding_passages_1");
        System.out.printf(
                "[chaos] %d acknowledged, %d of them edited; %d requests refused or unanswered; %d kept; %d memories in"
                        + " all with %d contents completed, %d of these twice; %d passages; %d in processing;"
                        + " %d interruptions, %d failed attempts; the slowest took %d ms%n",
                ids.size(),
                edited.get(),
                refused.get(),
                kept,
                memories,
                count(COMPLETED),
                twice,
                vectors,
                processing,
                count("domain_events where payload_type like '%EmbeddingInterrupted'"),
                failedAttempts(),
                slowest().toMillis());
        assertThat(ids).hasSize(MEMORIES);
        assertThat(kept).as("acknowledged and kept").isEqualTo(MEMORIES);
        assertThat(processing).isZero();
        assertThat(twice).as("contents completed twice").isZero();
        assertThat(unexplained).as("contents not completed").isZero();
        assertThat(vectors).as("one set of vectors for each memory").isEqualTo(memories - 1);
        assertThat(failedAttempts())
                .as("attempts used up by the provider's bad day")
                .isZero();
        assertThat(slowest())
                .as("from content to vectors, while nothing was away")
                .isLessThan(SOON);
    }

    /// Of memories that the provider would embed.
    private long failedAttempts() {
        return count(
                "domain_events where payload_type like '%EmbeddingPostponed'"
                        + " and convert_from(payload, 'UTF8')::json -> 'failure' ->> 'code' <> 'instance_lost'"
                        + " and aggregate_identifier not in (select cast(id as text) from memories where content = ?)",
                POISON);
    }

    /// The longest time from an acknowledged content to its vectors, while nothing was away.
    private Duration slowest() {
        return sql()
                .query(TIMES, (row, _) -> {
                    List<Instant> since = acknowledged.getOrDefault(row.getString("id"), List.of());
                    int revision = row.getInt("revision");
                    return revision > since.size()
                            ? Duration.ZERO
                            : took(
                                    since.get(revision - 1),
                                    row.getObject("at", OffsetDateTime.class).toInstant());
                })
                .stream()
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Duration took(Instant since, Instant at) {
        Instant from = since;
        for (Spell spell : spells) {
            if (!spell.from().isAfter(at) && spell.to().isAfter(from)) {
                from = spell.to();
            }
        }
        return from.isAfter(at) ? Duration.ZERO : Duration.between(from, at);
    }

    private long count(String from, Object... values) {
        return value("select count(*) from " + from, values);
    }

    private long value(String query, Object... values) {
        return Objects.requireNonNull(sql().queryForObject(query, Long.class, values));
    }

    private JdbcTemplate sql() {
        return promoted == null ? primary.sql() : promoted.sql();
    }

    @AfterEach
    void close() {
        servers.forEach(ServerProcess::close);
        wire.close();
        redis.close();
        provider.close();
        if (promoted != null) {
            promoted.close();
        }
        primary.close();
    }
}
