package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import io.r2dbc.spi.ConnectionFactory;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.r2dbc.core.DatabaseClient;

/// Whatever a database, or its administrator, has for defaults, the server behaves as ever.
@Timeout(120)
class DatabaseDefaultsTest {

    private static final List<String> DEFAULTS = List.of(
            "default_transaction_isolation = 'serializable'",
            "default_transaction_deferrable = on",
            "statement_timeout = '300ms'",
            "lock_timeout = '1ms'",
            "idle_in_transaction_session_timeout = '1h'",
            "datestyle = 'German, DMY'",
            "intervalstyle = 'sql_standard'",
            "timezone = 'America/St_Johns'",
            "standard_conforming_strings = off",
            "bytea_output = 'escape'",
            "extra_float_digits = -15",
            "jit = on",
            "jit_above_cost = 0",
            "enable_seqscan = off",
            "row_security = off",
            "client_encoding = 'LATIN1'",
            "xmlbinary = 'hex'",
            "transform_null_equals = on",
            "array_nulls = off",
            "search_path = \"$user\", public");

    private static TestDatabase database;
    private static Instance server;

    @BeforeAll
    static void start() throws SQLException {
        database = TestDatabase.create();
        String name = URI.create(database.url()).getPath().substring(1);
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            for (String setting : DEFAULTS) {
                statement.execute("alter database %s set %s".formatted(name, setting));
            }
        }
        server = new Instance(database.url(), TestRedis.shared(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @Test
    void areNotThoseOfTheSessions() {
        var writes = new JdbcTemplate(server.get(DataSource.class));
        var reads = DatabaseClient.create(server.get(ConnectionFactory.class));
        for (String[] setting : new String[][] {
            {"transaction_isolation", "read committed", "read committed"},
            {"statement_timeout", "20s", "10s"},
            {"lock_timeout", "0", "0"},
            {"enable_seqscan", "on", "off"},
            {"array_nulls", "on", "on"},
            {"standard_conforming_strings", "on", "on"},
            {"bytea_output", "hex", "hex"},
            {"intervalstyle", "postgres", "postgres"},
            {"extra_float_digits", "1", "1"},
            {"client_encoding", "UTF8", "UTF8"}
        }) {
            String show = "select current_setting('%s')".formatted(setting[0]);
            assertThat(writes.queryForObject(show, String.class)).as(setting[0]).isEqualTo(setting[1]);
            assertThat(reads.sql(show).mapValue(String.class).one().block())
                    .as(setting[0])
                    .isEqualTo(setting[2]);
        }
    }

    @Test
    void letEditsOfOneMemoryWaitForEachOther() throws Exception {
        Client client = server.client();
        String path = "/api/v1/memories/" + client.create("contested").field("id");
        var statuses = new ArrayList<Integer>();
        try (var callers = Executors.newFixedThreadPool(8)) {
            var edits = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 16; i++) {
                String body = "{\"title\": \"edit %d\"}".formatted(i);
                edits.add(() -> client.patch(path, body).status());
            }
            for (Future<Integer> edit : callers.invokeAll(edits)) {
                statuses.add(edit.get());
            }
        }
        assertThat(statuses).isSubsetOf(List.of(200, 409)).contains(200);
    }

    @Test
    void leaveWhatIsStoredAsItIs() {
        Client client = server.client();
        String body = """
                {"content": "ä \\\\ 漢字 '' \\\\x41 🙂", "tags": ["a\\\\b", "null"], "metadata": {"n": 1.2345678901234567, "s": "\\\\"}}""";
        Answer created = client.post("/api/v1/memories", body);
        assertThat(created.status()).isEqualTo(201);
        Answer read = client.get("/api/v1/memories/" + created.field("id"));
        assertThat(read.field("content")).isEqualTo("ä \\ 漢字 '' \\x41 🙂");
        assertThat(read.json().path("tags").toString()).isEqualTo("[\"a\\\\b\",\"null\"]");
        assertThat(read.json().path("metadata").toString()).isEqualTo("{\"n\":1.2345678901234567,\"s\":\"\\\\\"}");
        assertThat(client.list("/api/v1/memories?tags=null")
                        .json()
                        .at("/meta/total")
                        .asInt())
                .isEqualTo(1);
        assertThat(read.field("created_at")).isEqualTo(created.field("created_at"));
    }

    @Test
    void letMemoriesBeFound() {
        Client client = server.client();
        client.create("The lighthouse is lit again.");
        Eventually.holds(Duration.ofSeconds(30), () -> {
            Answer found = client.post("/api/v1/memories/search", "{\"query\": \"lighthouse\", \"mode\": \"words\"}");
            return found.json().path("data").size() == 1
                    && found.json().at("/meta/degraded").isEmpty();
        });
    }
}
