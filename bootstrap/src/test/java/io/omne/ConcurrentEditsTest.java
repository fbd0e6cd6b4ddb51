package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

class ConcurrentEditsTest {

    private static final int EDITS = 20;

    private static TestDatabase database;
    private static Instance one;
    private static Instance other;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        one = Instance.on(database);
        other = Instance.on(database);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        database.close();
    }

    @RepeatedTest(5)
    void acceptsOrRefusesEachOfTwentyAndLosesNone() throws Exception {
        Client client = one.client();
        Client onOther = client.at(other.client());
        String path = "/api/v1/memories/" + client.create("contested").field("id");

        var statuses = new ArrayList<Integer>();
        try (ExecutorService callers = Executors.newFixedThreadPool(EDITS)) {
            var edits = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < EDITS; i++) {
                Client caller = i % 2 == 0 ? client : onOther;
                String body = "{\"title\": \"edit %d\"}".formatted(i);
                edits.add(() -> caller.patch(path, body).status());
            }
            for (Future<Integer> edit : callers.invokeAll(edits)) {
                statuses.add(edit.get());
            }
        }

        assertThat(statuses).isSubsetOf(List.of(200, 409)).contains(200);
        long accepted = statuses.stream().filter(status -> status == 200).count();
        assertThat(client.get(path).json().path("version").asLong()).isEqualTo(1 + accepted);
        assertThat(onOther.get(path).json().path("version").asLong()).isEqualTo(1 + accepted);
    }
}
