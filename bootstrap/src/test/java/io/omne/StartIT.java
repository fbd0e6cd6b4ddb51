package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that cannot start says why in one sentence and exits with 1.
class StartIT {

    private static final String NO_REDIS = "redis://127.0.0.1:1";

    private static TestDatabase database;

    @BeforeAll
    static void makeADatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropTheDatabase() {
        database.close();
    }

    private static String reason(String databaseUrl, String secret, int port) {
        return reason(ServerProcess.start(databaseUrl, NO_REDIS, secret, port, Map.of()));
    }

    private static String reasonOn(String databaseUrl, Map<String, String> settings) {
        return reason(ServerProcess.start(databaseUrl, NO_REDIS, Client.SECRET, FreePort.next(), settings));
    }

    private static String reason(ServerProcess starting) {
        try (var server = starting) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.log()).doesNotContain("\tat ");
            return server.log()
                    .lines()
                    .filter(line -> line.startsWith("Omne cannot start: "))
                    .reduce((one, two) -> {
                        throw new AssertionError("two reasons: " + one + " " + two);
                    })
                    .orElseThrow(() -> new AssertionError("no reason:\n" + server.log()));
        }
    }

    private static String reason(String databaseUrl) {
        return reason(databaseUrl, Client.SECRET, FreePort.next());
    }

    @Test
    void namesAShortSecret() {
        assertThat(reason(database.url(), "too short", FreePort.next()))
                .contains("OMNE_SECURITY_JWT_SECRET")
                .contains("32");
    }

    @Test
    void namesAMalformedDatabaseUrl() {
        assertThat(reason("mysql://somewhere")).contains("DATABASE_URL").contains("postgresql://");
    }

    /// One line of the JVM says so; the start goes on, as far as it comes without a database.
    @Test
    void passesOverAnAotCacheThatIsNone(@TempDir Path directory) throws IOException {
        Path cache = Files.writeString(directory.resolve("omne.aot"), "no cache");

        assertThat(reasonOn("mysql://somewhere", Map.of("JDK_JAVA_OPTIONS", "-XX:AOTCache=" + cache)))
                .contains("DATABASE_URL");
    }

    @Test
    void namesADatabaseThatDoesNotAnswer() {
        assertThat(reasonOn("postgresql://omne:secret-word@127.0.0.1:1/omne", Map.of("OMNE_START_WAIT", "0")))
                .contains("does not answer")
                .doesNotContain("secret-word");
    }

    @Test
    void waitsForADatabaseThatIsNotThereYet() {
        try (var wire = new Wire(database.url())) {
            wire.cut();
            try (var server = ServerProcess.start(wire.url(), NO_REDIS, Client.SECRET, FreePort.next(), Map.of())) {
                Eventually.holds(Duration.ofSeconds(30), () -> server.log().contains("Waiting for PostgreSQL"));
                wire.mend();
                server.awaitHealth();
                assertThat(server.log().lines().filter(line -> line.contains("Waiting for PostgreSQL")))
                        .hasSizeBetween(1, 3);
            }
        }
    }

    @Test
    void endsAtOnceWhenItIsToldToWhileItWaits() {
        try (var server = ServerProcess.start(
                "postgresql://omne:word@127.0.0.1:1/omne", NO_REDIS, Client.SECRET, FreePort.next(), Map.of())) {
            Eventually.holds(Duration.ofSeconds(30), () -> server.log().contains("Waiting for PostgreSQL"));
            ProcessHandle.of(server.pid()).orElseThrow().destroy();
            assertThat(server.exitCode(Duration.ofSeconds(10))).isEqualTo(143);
        }
    }

    @Test
    void printsNothingOfASecret() {
        String marker = Secrets.MARKER;
        for (String redis : List.of(
                "redis://:%s%%@h", "redis://:%s@%1$s@h", "redis-sentinel://:%s@h/0", "redis+tls://u:%s@h", "${%s}")) {
            ServerProcess server = ServerProcess.start(
                    database.url(), redis.formatted(marker), Client.SECRET, FreePort.next(), Map.of());
            assertThat(reason(server)).contains("REDIS_URL");
            assertThat(server.log()).doesNotContain(marker);
        }
        for (String url : List.of("postgresql://u:%s@x@h/db", "postgresql://u:%s%%@h/db", "%s")) {
            ServerProcess server =
                    ServerProcess.start(url.formatted(marker), NO_REDIS, Client.SECRET, FreePort.next(), Map.of());
            assertThat(reason(server)).contains("DATABASE_URL");
            assertThat(server.log()).doesNotContain(marker);
        }
    }

    @Test
    void takesSecretsAsTheyAre() {
        String secret = "${PATH} #{1+1} ${" + Secrets.MARKER + "} \\${x:y}";
        try (var server = ServerProcess.start(
                database.url(), "redis://:%24%7Bno%7D@127.0.0.1:1", secret, FreePort.next(), Map.of())) {
            server.awaitHealth();
            assertThat(Client.signedWith(secret, server.url())
                            .get("/api/v1/memories")
                            .status())
                    .isEqualTo(200);
            assertThat(server.log()).doesNotContain(Secrets.MARKER);
        }
    }

    @Test
    void namesADatabaseThatDoesNotExist() {
        assertThat(reason(database.url() + "_nowhere")).contains("does not exist");
    }

    @Test
    void namesAMissingOrOldPgvector() throws SQLException {
        try (var other = TestDatabase.create();
                var connection = other.dataSource().getConnection();
                var statement = connection.createStatement()) {
            // What the server asks for is shadowed by a table that says so.
            statement.execute("create table public.pg_available_extensions"
                    + " (name text, default_version text, installed_version text)");
            statement.execute("do $$ begin execute format('alter database %I set search_path = public, pg_catalog',"
                    + " current_database()); end $$");
            assertThat(reason(other.url())).contains("no pgvector");

            statement.execute("insert into public.pg_available_extensions values ('vector', '0.7.4', null)");
            assertThat(reason(other.url())).contains("pgvector 0.8 or newer");
        }
    }

    @Test
    void namesAnUnknownProvider() {
        assertThat(reasonWith(Map.of("EMBEDDING_PROVIDER", "abacus")))
                .endsWith("EMBEDDING_PROVIDER: there is no such provider; there are cohere, local, openai.");
    }

    @Test
    void namesAMissingKey() {
        assertThat(reasonWith(Map.of("EMBEDDING_PROVIDER", "openai"))).contains("EMBEDDING_OPENAI_API_KEY");
    }

    @Test
    void namesAWrongDimension() {
        assertThat(reasonWith(Map.of("EMBEDDING_DIMENSION", "1536")))
                .endsWith("EMBEDDING_DIMENSION: bge-small-en-v1.5-mean has 384 dimensions, not 1536.");
    }

    private static String reasonWith(Map<String, String> settings) {
        return reasonOn(database.url(), settings);
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, null)) {
            assertThat(reason(database.url(), Client.SECRET, taken.getLocalPort()))
                    .contains(Integer.toString(taken.getLocalPort()));
        }
    }
}
