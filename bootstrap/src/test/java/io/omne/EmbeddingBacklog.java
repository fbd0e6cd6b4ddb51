package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.NewMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.JdbcTemplate;

/// Memories that wait to be embedded, and a server that embeds them.
final class EmbeddingBacklog {

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final String UNFINISHED =
            "memories where embedding_status in ('pending', 'processing') and deleted_at is null";

    /// To look costs something too.
    private static final Duration SELDOM = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofMinutes(5);

    private EmbeddingBacklog() {}

    /// Memories a second, from when so many of them are done that the server is warm until all are.
    static double rate(String provider, List<String> texts, int warm) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            store(database, provider, texts);
            var sql = new JdbcTemplate(database.dataSource());
            try (Instance server = server(database, provider, CORES)) {
                assertThat(server.client().get("/actuator/health").status()).isEqualTo(200);
                Eventually.holds(LONG, SELDOM, () -> count(sql, UNFINISHED) <= texts.size() - warm);
                long rest = count(sql, UNFINISHED);
                long began = System.nanoTime();
                Eventually.holds(LONG, () -> !isUnfinished(sql));
                return rest / ((System.nanoTime() - began) / 1e9);
            }
        }
    }

    /// Memories of ten users, pending.
    private static void store(TestDatabase database, String provider, List<String> texts) throws Exception {
        List<UserId> users = IntStream.range(0, 10)
                .mapToObj(_ -> new UserId(UUID.randomUUID()))
                .toList();
        var details = new Details(MemoryType.NOTE, null, Tags.NONE, Metadata.NONE, null, RelatedMemories.NONE, null);
        var origin = new Origin(MemorySource.MANUAL, null, null);
        try (Instance server = server(database, provider, 0);
                ExecutorService writers = Executors.newFixedThreadPool(8)) {
            CommandGateway commands = server.get(CommandGateway.class);
            List<Callable<Object>> creates = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                var asked = new NewMemory(new Content(texts.get(i)), details, origin);
                var command =
                        new CreateMemories(users.get(i % users.size()), Kind.MEMORIES, null, List.of(asked), null);
                creates.add(() -> commands.sendAndWait(command));
            }
            for (Future<Object> create : writers.invokeAll(creates)) {
                create.get();
            }
            var sql = new JdbcTemplate(database.dataSource());
            Eventually.holds(LONG, () -> count(sql, "unlisted_writes") == 0);
        }
    }

    private static Instance server(TestDatabase database, String provider, int workers) {
        return new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "omne.embedding.workers",
                        workers,
                        "omne.embedding.batch",
                        provider.equals(ZeroCost.NAME) ? 100 : 32,
                        "embedding.provider",
                        provider));
    }

    private static long count(JdbcTemplate sql, String from) {
        Long count = sql.queryForObject("select count(*) from " + from, Long.class);
        return count == null ? 0 : count;
    }

    private static boolean isUnfinished(JdbcTemplate sql) {
        return count(sql, "(select from " + UNFINISHED + " limit 1) some_of_them") > 0;
    }
}
