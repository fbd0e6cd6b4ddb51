package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// However PostgreSQL refuses, the start ends in one line that says so.
@Timeout(120)
class StartRefusalTest {

    private static final String HEADING = "A database from before 0.1.0";

    private static final String SCRIPTS_BEFORE_THE_BASELINE = """
            alter table domain_events add unique (event_identifier);
            drop function lock_indexed_memories;
            drop table indexed_memories, word_blocks, word_pages;
            drop table embedding_clusters, embedding_code_pages;
            drop table unique_memories, conversations, conversation_memories, listed_conversations;
            drop table unextracted_messages, memory_sources, extracted_facts, extraction_results, extraction_spending;
            drop index idx_memories_conversation;
            alter table memories drop column occurred_at, drop column related_memories, drop column superseded_by;
            alter table memory_list.entries drop column occurred_at, drop column related_memories,
                drop column superseded_by;
            drop index memory_list.idx_memories_user_conversation;
            drop table scheduled_tasks;
            drop index idx_jobs_unfinished, idx_jobs_name;
            alter table jobs drop column subject, drop column parameters;
            create unique index idx_jobs_unfinished on jobs (name) where state in ('asked', 'running');
            create index idx_jobs_name on jobs (name, asked_at);
            drop view serving_model, model_change_work;
            alter table model_backlog drop column source;
            alter table model_changes drop column listed_source;
            delete from flyway_schema_history;
            insert into flyway_schema_history
            select number, number, name, 'SQL', 'V' || number || '__' || name || '.sql', 1, 'omne', now(), 1, true
            from (values (1, 'memories'), (2, 'event_store'), (3, 'vector_index'), (4, 'memory_list'),
                (5, 'embedding_models'), (6, 'event_owner'), (7, 'sweeps'), (8, 'creation_keys'),
                (9, 'embedding_claims'), (11, 'refused_texts')) as script (number, name)""";

    private static TestDatabase database;

    @BeforeAll
    static void makeADatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropTheDatabase() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "57P03 | the database system is starting up | starting or stopping | true",
                "57P01 | terminating connection due to administrator command | starting or stopping | true",
                "53300 | sorry, too many clients already | no connection left | true",
                "53200 | out of memory | out of memory | true",
                "08P01 | no more connections allowed (max_client_conn) | no more connections allowed | true",
                "08P01 | server login has been failing, try again later (server_login_retry) | try again later | true",
                "28P01 | password authentication failed for user \"omne\" | refuses the user or password | false",
                "28000 | no pg_hba.conf entry for host \"1.2.3.4\", user \"omne\", database \"omne\", no encryption"
                        + " | no pg_hba.conf entry | false",
                "3D000 | database \"omne\" does not exist | does not exist | false",
                "55000 | database \"omne\" is not currently accepting connections | takes no connections | false",
                "08P01 | unsupported startup parameter: extra_float_digits | ignore_startup_parameters | false",
                "08P01 | no such database: omne | does not exist | false",
                "08P01 | SASL authentication failed | refuses the user or password | false",
                "XX000 | something | something | false"
            })
    void saysHowAConnectionWasRefused(String state, String message, String part, boolean waits) {
        try (var postgres = new FakePostgres(state, message)) {
            FailedStart start = FailedStart.on(postgres.url(), Map.of("omne.start.wait", "1s"));
            assertThat(start.reason()).contains(part);
            assertThat(start.output().contains("Waiting for PostgreSQL")).isEqualTo(waits);
            assertThat(start.output()).doesNotContain(Secrets.MARKER);
        }
    }

    @Test
    void saysThatAPortAnswersNothing() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(FailedStart.on("postgresql://u:p@127.0.0.1:%d/db".formatted(silent.getLocalPort()))
                            .reason())
                    .contains("does not answer");
        }
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertThat(FailedStart.on("postgresql://u:p@no_such_host.invalid/db").reason())
                .contains("there is no host", "no_such_host.invalid");
    }

    @Test
    void saysThatThereIsNoTls() {
        assertThat(FailedStart.on(database.url() + "?sslmode=require").reason()).contains("does not support SSL");
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertThat(FailedStart.on(database.url().replaceFirst(":[^:@]+@", ":wrong@"))
                        .reason())
                .contains("refuses the user or password");
    }

    @Test
    void saysThatTheDatabaseHasAnotherEncoding() throws SQLException {
        for (String encoding : new String[] {"LATIN1", "SQL_ASCII"}) {
            String name = "omne_test_" + UUID.randomUUID().toString().replace("-", "");
            execute("create database %s encoding '%s' locale 'C' template template0".formatted(name, encoding));
            try {
                assertThat(FailedStart.on(database.url().replaceFirst("/[^/]+$", "/" + name))
                                .reason())
                        .contains("encoding " + encoding, "UTF8");
            } finally {
                execute("drop database " + name);
            }
        }
    }

    @Test
    void saysThatTheDatabaseIsReadOnly() throws SQLException {
        try (var other = TestDatabase.create()) {
            execute("alter database %s set default_transaction_read_only = on".formatted(name(other)));
            FailedStart start = FailedStart.on(other.url(), Map.of("omne.start.wait", "1s"));
            assertThat(start.reason()).contains("read-only", "default_transaction_read_only");
            assertThat(start.output()).contains("Waiting for PostgreSQL");
        }
    }

    @Test
    void saysThatTheExtensionIsOffTheSearchPath() throws SQLException {
        try (var other = TestDatabase.create();
                var connection = other.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create schema extensions; alter extension vector set schema extensions");
            assertThat(FailedStart.on(other.url()).reason()).contains("schema extensions", "search_path");

            execute("alter database %s set search_path = nowhere".formatted(name(other)));
            assertThat(FailedStart.on(other.url()).reason()).contains("search_path");
        }
    }

    @Test
    void saysThatTheSchemaIsOfOthers() throws SQLException {
        try (var other = TestDatabase.create();
                var connection = other.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop table flyway_schema_history");
            assertThat(FailedStart.on(other.url()).reason()).contains("database or a schema of its own");
        }
    }

    @Test
    void saysThatTheSchemaIsOfAnotherVersion() throws SQLException {
        try (var other = TestDatabase.create()) {
            addScript(other, "0.5");
            assertThat(FailedStart.on(other.url()).reason()).contains("another version");
        }
    }

    /// As one that is started again during an update.
    @Test
    void startsOnTheSchemaOfALaterVersion() throws IOException, SQLException {
        try (var other = TestDatabase.create();
                var taken = new ServerSocket(0, 50, InetAddress.ofLiteral("0.0.0.0"))) {
            addScript(other, "1000");
            assertThat(FailedStart.on(other.url(), port(taken)).reason()).contains("port " + taken.getLocalPort());
        }
    }

    /// Until the statements of the documentation have been run; after that it starts, as far as the port.
    @Test
    void saysHowADatabaseFromBeforeTheBaselineIsKept() throws IOException, SQLException {
        try (var other = TestDatabase.create();
                var connection = other.dataSource().getConnection();
                var statement = connection.createStatement();
                var taken = new ServerSocket(0, 50, InetAddress.ofLiteral("0.0.0.0"))) {
            statement.execute(SCRIPTS_BEFORE_THE_BASELINE);
            assertThat(FailedStart.on(other.url()).reason())
                    .contains("before version 0.1.0", HEADING, "docs/operating.md", "an empty database");

            statement.execute(statements(Files.readString(Launcher.PATH.resolveSibling("docs/operating.md"))));
            assertThat(FailedStart.on(other.url(), port(taken)).reason()).contains("port " + taken.getLocalPort());
        }
    }

    /// After the two connections by which the start knows that PostgreSQL is ready.
    @Test
    void triesAgainWhereTheFirstConnectionsOfThePoolFail() {
        try (var wire = new Wire(database.url())) {
            wire.refuse(2, 4);
            assertThat(FailedStart.on(wire.url(), Map.of("omne.security.jwt-secret", "short"))
                            .reason())
                    .contains("OMNE_SECURITY_JWT_SECRET has 5 bytes");
        }
    }

    @Test
    void saysWhatMayBecomeOfMarkup() {
        assertThat(FailedStart.on(database.url(), Map.of("omne.markup", "escape"))
                        .reason())
                .endsWith("omne.markup has to be clean, reject or keep.");
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 50, InetAddress.ofLiteral("0.0.0.0"))) {
            assertThat(FailedStart.on(database.url(), port(taken)).reason()).contains("port " + taken.getLocalPort());
        }
    }

    @Test
    void saysThatTheRoleMayNotLogIn() throws SQLException {
        String role = "omne_test_" + UUID.randomUUID().toString().replace("-", "");
        execute("create role %s nologin password 'word'".formatted(role));
        try {
            assertThat(FailedStart.on(database.url().replaceFirst("//[^@]+@", "//" + role + ":word@"))
                            .reason())
                    .contains("not permitted to log in");
        } finally {
            execute("drop role " + role);
        }
    }

    @Test
    void saysThatTheRoleHasNoConnectionLeft() throws SQLException {
        String role = "omne_test_" + UUID.randomUUID().toString().replace("-", "");
        execute("create role %s login connection limit 1 password 'word'".formatted(role));
        try {
            FailedStart start = FailedStart.on(
                    database.url().replaceFirst("//[^@]+@", "//" + role + ":word@"), Map.of("omne.start.wait", "1s"));
            assertThat(start.reason()).contains("no connection left");
            assertThat(start.output()).contains("Waiting for PostgreSQL");
        } finally {
            execute("drop role " + role);
        }
    }

    private static String statements(String page) {
        String section = page.substring(page.indexOf("\n## " + HEADING + "\n"));
        int begin = section.indexOf("```sql\n") + "```sql\n".length();
        return section.substring(begin, section.indexOf("```", begin));
    }

    private static Map<String, String> port(ServerSocket taken) {
        return Map.of("server.port", Integer.toString(taken.getLocalPort()));
    }

    /// That a script of this version was run.
    private static void addScript(TestDatabase database, String version) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement("""
                        insert into flyway_schema_history
                        select max(installed_rank) + 1, ?, 'x', 'SQL', 'x.sql', 1, 'omne', now(), 1, true
                        from flyway_schema_history""")) {
            statement.setString(1, version);
            statement.execute();
        }
    }

    private static String name(TestDatabase database) {
        return URI.create(database.url()).getPath().substring(1);
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
