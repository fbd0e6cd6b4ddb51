package io.omne.events.adapter.axon;

import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renews the claims of this instance and finds the free segments, by one statement for all of them. Axon would use
/// a transaction for each segment of each processor.
///
/// Renews only the claims that Axon has lately asked to renew: a segment whose work hangs goes to another instance.
final class TokenHeartbeat implements AutoCloseable {

    static final Duration PAUSE = Duration.ofSeconds(2);

    /// How long a result may be used. Shorter than a claim is valid.
    private static final Duration FRESH = PAUSE.multipliedBy(2);

    /// Skips locked rows: the processor of such a row is storing a token, which renews the claim. A statement that
    /// waited for one row while it locks another could be in a deadlock with two processors.
    private static final String BEAT = """
            with wanted as (
                select t.processor_name, t.segment
                from token_entry t
                join unnest(cast(? as text[]), cast(? as int[])) as k (processor_name, segment)
                    using (processor_name, segment)
                where t.owner = ?
                for update of t skip locked),
            renewed as (
                update token_entry t set timestamp = %s
                from wanted w
                where t.processor_name = w.processor_name and t.segment = w.segment
                returning t.processor_name, t.segment)
            select t.processor_name, t.segment, %s as free, r.segment is not null as renewed
            from token_entry t left join renewed r using (processor_name, segment)""".formatted(PostgresTokenStore.NOW, PostgresTokenStore.FREE);

    private static final Logger log = LoggerFactory.getLogger(TokenHeartbeat.class);

    private static final LoopSettings SETTINGS =
            new LoopSettings(log, "token-heartbeat", "claims are renewed one by one", PAUSE);

    private final ConnectionProvider connections;
    private final String node;
    private final long claimMillis;
    private final Map<Key, Long> wanted = new ConcurrentHashMap<>();
    private final Loop loop;
    private volatile @Nullable Seen last;
    private volatile long changes;
    private volatile long askedNanos = System.nanoTime();

    TokenHeartbeat(ConnectionProvider connections, String node, Duration claim, Loops loops) {
        this.connections = connections;
        this.node = node;
        this.claimMillis = claim.toMillis();
        this.loop = loops.loop(SETTINGS, () -> {
            beat();
            return PAUSE;
        });
        loop.start();
    }

    private record Key(String processor, int segment) {}

    /// @param free whether this instance may claim, or has claimed, each segment of each processor
    private record Seen(long nanos, Map<String, Map<Integer, Boolean>> free, Set<Key> renewed) {

        boolean isFresh() {
            return System.nanoTime() - nanos < FRESH.toNanos();
        }
    }

    /// Asks for this claim to be renewed from now on. The renewal ends when it is no longer asked for.
    ///
    /// @return whether the claim was renewed in the last seconds; otherwise the caller must renew it
    boolean renews(String processor, int segment) {
        var key = new Key(processor, segment);
        wanted.put(key, System.nanoTime());
        Seen seen = last;
        return seen != null && seen.isFresh() && seen.renewed().contains(key);
    }

    /// All segments of a processor in their order, and whether they are free; empty if there is no recent result.
    Optional<Map<Integer, Boolean>> segments(String processor) {
        askedNanos = System.nanoTime();
        Seen seen = last;
        return seen != null && seen.isFresh() ? Optional.ofNullable(seen.free().get(processor)) : Optional.empty();
    }

    /// To be called when this instance has changed the row of a segment itself.
    void forget(String processor, int segment) {
        wanted.remove(new Key(processor, segment));
        changed();
    }

    private synchronized void changed() {
        changes++;
        last = null;
    }

    private void beat() {
        long now = System.nanoTime();
        wanted.values().removeIf(since -> now - since > FRESH.toNanos());
        long before = changes;
        List<Key> keys = List.copyOf(wanted.keySet());
        if (keys.isEmpty() && now - askedNanos > FRESH.toNanos()) {
            last = null;
            return;
        }
        try {
            Seen seen = look(keys, now);
            synchronized (this) {
                last = before == changes ? seen : null;
            }
        } catch (SQLException | RuntimeException e) {
            log.debug("claims are renewed one by one", e);
        }
    }

    private Seen look(List<Key> keys, long now) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement beat = connection.prepareStatement(BEAT)) {
            beat.setArray(
                    1,
                    connection.createArrayOf(
                            "text", keys.stream().map(Key::processor).toArray()));
            beat.setArray(
                    2,
                    connection.createArrayOf(
                            "int4", keys.stream().map(Key::segment).toArray()));
            beat.setString(3, node);
            beat.setString(4, node);
            beat.setLong(5, claimMillis);
            try (ResultSet row = beat.executeQuery()) {
                var free = new HashMap<String, Map<Integer, Boolean>>();
                var renewed = new HashSet<Key>();
                while (row.next()) {
                    var key = new Key(row.getString("processor_name"), row.getInt("segment"));
                    free.computeIfAbsent(key.processor(), _ -> new TreeMap<>())
                            .put(key.segment(), row.getBoolean("free"));
                    if (row.getBoolean("renewed")) {
                        renewed.add(key);
                    }
                }
                return new Seen(now, free, renewed);
            }
        }
    }

    @Override
    public void close() {
        loop.stop();
    }
}
