package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// Creates that arrive together share transactions, and each of them succeeds or fails alone.
class SharedTransactionsTest {

    private static final int CREATES = 400;
    private static final int CLIENTS = 32;

    /// One create in so many cannot be stored.
    private static final int BAD = 10;

    @Test
    void storeEachOfManyCreatesOnceExceptThoseThatCannotBeStored() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                var server = new Instance(
                        database.url(),
                        TestRedis.shared(),
                        Map.of("omne.rate-limit.memories", 1_000, "omne.embedding.workers", 0))) {
            var sql = new JdbcTemplate(database.dataSource());
            sql.execute("alter table memories add constraint in_the_way check (content not like 'bad %')");
            Client client = server.client();

            List<Integer> statuses = createAll(client);

            assertThat(statuses).filteredOn(status -> status == 201).hasSize(CREATES - CREATES / BAD);
            assertThat(statuses).filteredOn(status -> status == 500).hasSize(CREATES / BAD);
            List<@Nullable String> stored = sql.queryForList("select content from memories", String.class);
            assertThat(stored)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, CREATES)
                            .filter(i -> i % BAD != 0)
                            .mapToObj(i -> "good " + i)
                            .toList());
            assertThat(count(sql, "select count(*) from domain_events where type = 'Memory'"))
                    .as("events")
                    .isEqualTo(stored.size());
            assertThat(count(sql, "select count(distinct xmin::text) from memories"))
                    .as("transactions")
                    .isLessThan(stored.size());
            assertThat(client.list("/api/v1/memories")
                            .json()
                            .path("meta")
                            .path("total")
                            .asInt())
                    .isEqualTo(stored.size());
        }
    }

    private static List<Integer> createAll(Client client) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Integer>> calls = IntStream.range(0, CREATES)
                    .<Callable<Integer>>mapToObj(i -> () ->
                            client.create((i % BAD == 0 ? "bad " : "good ") + i).status())
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var call : threads.invokeAll(calls)) {
                statuses.add(call.get());
            }
            return statuses;
        }
    }

    private static int count(JdbcTemplate sql, String query) {
        Integer count = sql.queryForObject(query, Integer.class);
        return count == null ? 0 : count;
    }
}
