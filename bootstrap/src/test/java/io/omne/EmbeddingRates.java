package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.embedding.application.ModelProvider;
import io.omne.embedding.domain.Windows;
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
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.JdbcTemplate;

/// Measures how many memories are embedded a second, end to end, and how many texts the local model alone embeds.
final class EmbeddingRates {

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final String UNFINISHED =
            "memories where embedding_status in ('pending', 'processing') and deleted_at is null";

    /// To look costs something too.
    private static final Duration SELDOM = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Windows WINDOWS = new Windows(254, 32);

    private static final List<String> WORDS = List.of(
            ("harbour meeting decided budget ferry Ann Friday the a of with quiet morning hire engineer plan quarter review"
                            + " called about contract tomorrow")
                    .split(" "));

    private final Random random = new Random(5);

    private String text(int words) {
        return IntStream.range(0, words)
                .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
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
                var command = new CreateMemories(users.get(i % users.size()), null, List.of(asked), null);
                creates.add(() -> commands.sendAndWait(command));
            }
            for (Future<Object> create : writers.invokeAll(creates)) {
                create.get();
            }
            var sql = new JdbcTemplate(database.dataSource());
            Eventually.holds(LONG, () -> count(sql, "unlisted_writes") == 0);
        }
    }

    private static long count(JdbcTemplate sql, String from) {
        Long count = sql.queryForObject("select count(*) from " + from, Long.class);
        return count == null ? 0 : count;
    }

    /// Memories a second, from when so many of them are done that the server is warm until all are.
    private static double endToEnd(String provider, List<String> texts, int warm) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            store(database, provider, texts);
            var sql = new JdbcTemplate(database.dataSource());
            try (Instance server = server(database, provider, CORES)) {
                assertThat(server.client().get("/actuator/health").status()).isEqualTo(200);
                Eventually.holds(LONG, SELDOM, () -> count(sql, UNFINISHED) <= texts.size() - warm);
                long rest = count(sql, UNFINISHED);
                long began = System.nanoTime();
                Eventually.holds(LONG, () -> !isUnfinished(sql));
                return rest / seconds(began);
            }
        }
    }

    private static boolean isUnfinished(JdbcTemplate sql) {
        return count(sql, "(select from " + UNFINISHED + " limit 1) some_of_them") > 0;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    /// Texts a second of the tokeniser and the model alone, on a thread a core.
    private static double raw(List<String> texts) throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Instance server = server(database, ZeroCost.NAME, 0);
                ExecutorService threads = Executors.newFixedThreadPool(CORES)) {
            ModelProvider local = server.all(ModelProvider.class)
                    .filter(it -> it.name().equals("local"))
                    .findFirst()
                    .orElseThrow();
            ModelSpec spec = local.spec(null, null);
            try (EmbeddingModel model = local.open(spec)) {
                List<Callable<Object>> calls = texts.stream()
                        .<Callable<Object>>map(text -> () -> model.embed(passages(model, text)))
                        .toList();
                threads.invokeAll(calls.subList(0, Math.min(20, calls.size())));
                long began = System.nanoTime();
                for (Future<Object> call : threads.invokeAll(calls)) {
                    call.get();
                }
                return texts.size() / seconds(began);
            }
        }
    }

    private static List<String> passages(EmbeddingModel model, String text) {
        int[] ends = model.tokenEnds(text);
        return WINDOWS.over(ends.length).stream()
                .map(window -> text.substring(
                        window.from() == 0 ? 0 : ends[window.from() - 1],
                        window.to() == ends.length ? text.length() : ends[window.to() - 1]))
                .toList();
    }

    /// Texts a second of the local model alone, and memories a second end to end, on the same texts.
    record Rate(String texts, int words, double raw, double endToEnd) {

        double ratio() {
            return endToEnd / raw;
        }

        void print() {
            System.out.printf(
                    "[bench] %s texts of %d words: raw %.1f/s, end to end %.1f/s, ratio %.2f%n",
                    texts, words, raw, endToEnd, ratio());
        }
    }

    /// Short, medium and long texts.
    List<Rate> local() throws Exception {
        return List.of(local("short", 6_000, 10), local("medium", 2_000, 100), local("long", 120, 2_000));
    }

    private Rate local(String name, int count, int words) throws Exception {
        List<String> texts = texts(count, words);
        double raw = raw(texts);
        var rate = new Rate(name, words, raw, endToEnd("local", texts, texts.size() / 3));
        rate.print();
        return rate;
    }

    /// Memories a second with a model that costs nothing.
    double free(int count) throws Exception {
        double rate = endToEnd(ZeroCost.NAME, texts(count, 20), count / 2);
        System.out.printf("[bench] with a model that costs nothing: %.0f memories a second%n", rate);
        return rate;
    }

    private List<String> texts(int count, int words) {
        return IntStream.range(0, count).mapToObj(_ -> text(words)).toList();
    }
}
