package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What instances ask of PostgreSQL while nobody asks anything of them, as its log has it.
class IdleTest {

    private static final int MOST_A_SECOND = 5;
    private static final Duration COUNTED = Duration.ofSeconds(30);

    /// For what goes on for a while after the last request.
    private static final Duration QUIET = Duration.ofSeconds(15);

    /// Sessions of the test itself have another name.
    private static final Pattern STATEMENT = Pattern.compile("\\[omne[^]]*] LOG: {2}(?:statement|execute [^:]*): (.*)");

    private static final Map<String, Object> SWEEPS = Map.of(
            "omne.sweeps.process-pending-embeddings.every", "5m",
            "omne.sweeps.retry-failed-embeddings.every", "6h",
            "omne.sweeps.retry-failed-extractions.every", "6h");

    @Test
    void twoInstancesAndAStreamHardlyAskPostgresAnything() throws InterruptedException {
        try (PostgresServer postgres = PostgresServer.create();
                Instance one = new Instance(postgres.url(), TestRedis.shared(), SWEEPS);
                Instance other = new Instance(postgres.url(), TestRedis.shared(), SWEEPS)) {
            Client client = one.client();
            Client onOther = client.at(other.client());
            String path = "/api/v1/memories/"
                    + client.create("The ferry leaves at nine.").field("id");
            Eventually.holds(
                    Duration.ofSeconds(60),
                    () -> onOther.get(path).field("embedding_status").equals("completed"));
            try (SentEvents stream = onOther.stream("/api/v1/memories/events")) {
                stream.block();
                Thread.sleep(QUIET);
                postgres.set("log_line_prefix", "[%a] ");
                postgres.set("log_statement", "all");
                Thread.sleep(Duration.ofSeconds(1));
                int before = postgres.log().size();
                Thread.sleep(COUNTED);
                List<String> counted = statements(postgres, before);

                assertThat(counted)
                        .as("%d statements of two instances in %s:%s", counted.size(), COUNTED, kinds(counted))
                        .hasSizeLessThanOrEqualTo((int) (2 * MOST_A_SECOND * COUNTED.toSeconds()))
                        .hasSizeGreaterThan(10); // what the log has are statements
            }
        }
    }

    /// Those that `pg_stat_statements` would count. The empty ones, by which pools see that connections are alive,
    /// it would not: they depend on how many connections the start has left.
    private static List<String> statements(PostgresServer postgres, int before) {
        return postgres.log().stream()
                .skip(before)
                .map(STATEMENT::matcher)
                .filter(Matcher::matches)
                .map(it -> it.group(1))
                .filter(it -> !it.isBlank())
                .toList();
    }

    private static String kinds(List<String> statements) {
        return statements.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(it -> "%n%5d %s".formatted(it.getValue(), it.getKey()))
                .collect(Collectors.joining());
    }
}
