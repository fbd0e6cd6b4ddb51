package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// What a list costs a user with very many memories, against one with few; and what building the lists anew
/// costs, against reading the events and copying the rows. `./omne bench lists` runs it.
///
/// There is no Redis: it would answer for the database. `omne.bench.memories` is how many memories the big
/// user has, a million if nothing is said; a hundred others have a hundredth of that each, the small user a
/// thousandth.
class ListBenchmark {

    private static final int BIG = Integer.getInteger("omne.bench.memories", 1_000_000);
    private static final int OTHERS = 100;
    private static final int REQUESTS = 200;
    private static final int REQUESTS_COUNTED = 20;
    private static final int PAGES = 1_000;
    private static final String MEMORIES = "/api/v1/memories";
    private static final String NO_REDIS = "redis://127.0.0.1:1";

    private static final double MOST_TIMES_SMALL = 2;
    private static final double MOST_TIMES_FIRST_PAGE = 1.5;
    private static final double MOST_TIMES_COPY = 2;
    private static final long EVENTS_A_SECOND = 30_000;

    /// @param mostTimesSmall the bar for the big user's median; twice what was measured where many memories are
    ///     counted for the total
    private record Shape(String name, String query, double mostTimesSmall) {

        Shape(String name, String query) {
            this(name, query, MOST_TIMES_SMALL);
        }

        boolean isCounted() {
            return mostTimesSmall > MOST_TIMES_SMALL;
        }
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape("first page", ""),
            new Shape("first page, by update", "?sort_by=updated_at"),
            new Shape("first page, by access", "?sort_by=accessed_at"),
            new Shape("first page, by occurrence", "?sort_by=occurred_at"),
            new Shape("a conversation", "?conversation_id=" + Seed.conversation(3)),
            new Shape("one type", "?memory_type=task"),
            new Shape("one source", "?source=chat"),
            new Shape("one status", "?embedding_status=completed"),
            new Shape("one status that no memory has", "?embedding_status=failed"),
            new Shape("type, source and status", "?memory_type=task&source=chat&embedding_status=completed"),
            new Shape("one tag", tags(3)),
            new Shape("two popular tags", tags(0, 1)),
            new Shape("two middling tags", tags(10, 20)),
            new Shape("two rare tags", tags(100, 150)),
            new Shape("either of two tags", tags(10, 20) + "&tags_match=any"),
            new Shape("three tags", tags(0, 1, 2), 40),
            new Shape("a tag of one type", tags(3) + "&memory_type=task", 90),
            new Shape("since a date", "?created_after=2026-01-01T00:05:00Z", 5),
            new Shape("not superseded", "?superseded=false", 3),
            new Shape("superseded", "?superseded=true", 5),
            new Shape("without a rare tag", "?exclude_tags=" + Seed.tag(150), 5),
            new Shape("without a popular tag", "?exclude_tags=" + Seed.tag(0), 12),
            new Shape("since an occurrence", "?occurred_after=2026-01-01T00:05:00Z", 40));

    private static String tags(int... numbers) {
        var tags = new ArrayList<String>();
        for (int number : numbers) {
            tags.add(Seed.tag(number));
        }
        return "?tags=" + String.join(",", tags);
    }

    @Test
    void staysAsQuickForAMillion() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            var sql = new JdbcTemplate(database.dataSource());
            Client small = new Client("");
            Client big = new Client("");
            long events = Seed.EVENTS_A_MEMORY * seed(database, small.user(), big.user());
            try (ServerProcess server = ServerProcess.start(database.url(), NO_REDIS, Map.of())) {
                ListReplay replay = ListReplay.measure(Client.administrator(server.url()), database, events);
                sql.execute("vacuum analyze");
                List<String> slow = compare(small.at(server.url()), big.at(server.url()));
                double deep = walk(big.at(server.url()));

                assertThat(slow)
                        .as("lists of the big user that are too slow against the small one's")
                        .isEmpty();
                assertThat(deep).as("the last page against the first").isLessThan(MOST_TIMES_FIRST_PAGE);
                assertThat(replay.perSecond() > EVENTS_A_SECOND || replay.timesBare() < MOST_TIMES_COPY)
                        .as("the replay is quick")
                        .isTrue();
            }
        }
    }

    private static long seed(TestDatabase database, UUID small, UUID big) throws Exception {
        long began = System.nanoTime();
        long memories = Seed.into(database, seed -> {
            seed.memories(small, BIG / 1_000);
            for (int i = 0; i < OTHERS; i++) {
                seed.memories(UUID.randomUUID(), BIG / 100);
            }
            seed.memories(big, BIG);
        });
        say("%,d memories with %,d events, in %.0f s"
                .formatted(memories, memories * Seed.EVENTS_A_MEMORY, (System.nanoTime() - began) / 1e9));
        return memories;
    }

    /// @return those that are slower than they may be
    private static List<String> compare(Client small, Client big) {
        var slow = new ArrayList<String>();
        say("%-32s %10s %10s %7s".formatted("median", "small", "big", "ratio"));
        for (Shape shape : SHAPES) {
            var ofSmall = new ArrayList<Double>();
            var ofBig = new ArrayList<Double>();
            for (int i = 0; i < (shape.isCounted() ? REQUESTS_COUNTED : REQUESTS); i++) {
                ofSmall.add(milliseconds(small, MEMORIES + shape.query()));
                ofBig.add(milliseconds(big, MEMORIES + shape.query()));
            }
            double ratio = median(ofBig) / median(ofSmall);
            say("%-32s %7.2f ms %7.2f ms %7.2f%s"
                    .formatted(
                            shape.name(),
                            median(ofSmall),
                            median(ofBig),
                            ratio,
                            shape.isCounted() ? "  (counted)" : ""));
            if (ratio >= shape.mostTimesSmall()) {
                slow.add(shape.name());
            }
        }
        return slow;
    }

    private static double walk(Client big) {
        int perPage = Math.min(20, BIG / PAGES);
        var took = new ArrayList<Double>();
        String next = MEMORIES + "?per_page=" + perPage;
        for (int page = 1; page <= PAGES; page++) {
            long began = System.nanoTime();
            Answer answer = big.get(next);
            took.add((System.nanoTime() - began) / 1e6);
            String cursor = answer.json().path("meta").path("next_cursor").asString();
            next = MEMORIES + "?per_page=" + perPage + "&cursor=" + cursor;
        }
        double first = median(took.subList(1, 101));
        double last = median(took.subList(PAGES - 100, PAGES));
        say("by cursor: pages 2 to 101 %.2f ms, pages %d to %d %.2f ms, ratio %.2f"
                .formatted(first, PAGES - 99, PAGES, last, last / first));
        return last / first;
    }

    private static double milliseconds(Client client, String path) {
        long began = System.nanoTime();
        assertThat(client.get(path).status()).isEqualTo(200);
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void say(String line) {
        System.out.println("[bench] " + line);
    }
}
