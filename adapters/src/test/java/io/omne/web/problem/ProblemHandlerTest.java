package io.omne.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.TestTokens;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.queryhandling.QueryExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.transaction.CannotCreateTransactionException;

class ProblemHandlerTest {

    private static final String PATH = "/api/v1/memories";
    private static final int LIMIT = 1024 * 1024;

    private final TestServer server = TestServer.running();
    private final Caller somebody = server.somebody();

    @Test
    void answersAnUnknownPath() {
        Reply reply = somebody.get("/api/v1/no%20such?x=1");

        assertProblem(reply, 404, "/api/v1/no%20such");
        assertThat(reply.text("detail")).doesNotContainIgnoringCase("resource");
    }

    @ParameterizedTest
    @CsvSource({"PUT,/api/v1/memories", "DELETE,/api/v1/memories", "TRACE,/api/v1/memories", "BREW,/api/v1/memories"})
    void namesTheMethodsOfAPath(String method, String path) {
        Reply reply = somebody.send(method, path, BodyPublishers.noBody());

        assertProblem(reply, 405, path);
        assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "nonsense"})
    void refusesToAnswerInWhatItDoesNotSpeak(String accept) {
        assertProblem(somebody.get(PATH, "Accept", accept), 406, PATH);
        assertProblem(somebody.post(PATH, "{\"content\":\"never stored\"}", "Accept", accept), 406, PATH);
        assertThat(somebody.get(PATH).json().path("meta").path("total").intValue())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/merge-patch+json",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded",
                "nonsense",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; charset=no-such-charset"
            })
    void refusesOtherMediaTypes(String type) {
        Reply reply = somebody.send("POST", PATH, BodyPublishers.ofString("{\"content\":\"x\"}"), "Content-Type", type);

        assertProblem(reply, 415, PATH);
    }

    @Test
    void refusesABodyWithoutAMediaType() {
        assertProblem(somebody.send("POST", PATH, BodyPublishers.ofString("{\"content\":\"x\"}")), 415, PATH);
    }

    @Test
    void refusesACompressedBody() {
        assertProblem(somebody.post(PATH, "{\"content\":\"x\"}", "Content-Encoding", "gzip"), 415, PATH);
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        String json = "{\"content\":\"x\"" + " ".repeat(LIMIT - 15) + "}";

        assertThat(json).hasSize(LIMIT);
        assertThat(somebody.post(PATH, json).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 2 * LIMIT, 30 * LIMIT})
    void refusesABodyOverTheLimit(int size) {
        byte[] body = new byte[size];

        assertProblem(
                somebody.send("POST", PATH, BodyPublishers.ofByteArray(body), "Content-Type", "application/json"),
                413,
                PATH);
        assertProblem(
                somebody.send(
                        "POST",
                        PATH,
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                        "Content-Type",
                        "application/json"),
                413,
                PATH);
    }

    static Stream<Arguments> outages() {
        return Stream.<Supplier<? extends Exception>>of(
                        () -> new DataAccessResourceFailureException("secret"),
                        () -> new QueryTimeoutException("secret"),
                        () -> new AuthenticationServiceException("secret"),
                        () -> new CannotCreateTransactionException(
                                "secret", new SQLTransientConnectionException("secret")),
                        () -> new CompletionException(new R2dbcNonTransientResourceException("secret")),
                        () -> new QueryExecutionException("secret", new R2dbcTimeoutException("secret")),
                        () -> new CommandExecutionException("secret", new SQLTransientConnectionException("secret")),
                        () -> new IllegalStateException("secret", new SQLException("secret", "08006")),
                        () -> new IllegalStateException("secret", new SQLException("secret", "57P01")),
                        () -> new IllegalStateException("secret", new SQLException("secret", "25006")),
                        () -> new IllegalStateException("secret", new SQLException("secret", "25P03")),
                        () -> new CommandExecutionException("secret", new SQLException("secret", "53300")))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("outages")
    void saysThatTheDatabaseIsAway(Supplier<? extends Exception> failure) {
        Caller caller = server.somebody();
        server.memories().fail(caller.user().toString(), failure);
        server.memories().fail("create " + caller.user(), failure);

        for (Reply reply : Stream.of(
                        caller.get(PATH), caller.post(PATH, "{\"content\":\"create %s\"}".formatted(caller.user())))
                .toList()) {
            assertProblem(reply, 503, PATH);
            assertThat(reply.header("Retry-After")).isEqualTo("1");
        }
    }

    static Stream<Arguments> sentences() {
        return Stream.of(
                Arguments.of("25006", "PostgreSQL is read-only at present"),
                Arguments.of("57P01", "PostgreSQL does not answer at present"),
                Arguments.of("53300", "PostgreSQL does not answer at present"));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void saysWhatIsAway(String state, String sentence) {
        server.memories()
                .fail(
                        "away " + state,
                        () -> new CannotCreateTransactionException("secret", new SQLException("secret", state)));

        Reply reply = somebody.post(PATH, "{\"content\":\"away %s\"}".formatted(state));

        assertProblem(reply, 503, PATH);
        assertThat(reply.text("detail")).startsWith(sentence).endsWith("try again.");
    }

    @Test
    void answersALostRaceWithAConflict() {
        server.memories().fail("raced", () -> new ConcurrencyException("secret"));

        assertProblem(somebody.post(PATH, "{\"content\":\"raced\"}"), 409, PATH);
    }

    @Test
    void namesOnlyAReferenceForWhatItDidNotExpect() {
        server.memories().fail("odd", () -> new IllegalStateException("secret", new SQLException("secret", "23505")));

        Reply reply = somebody.post(PATH, "{\"content\":\"odd\"}");

        assertProblem(reply, 500, PATH);
        assertThat(reply.text("detail")).containsPattern("[0-9a-f]{8}-[0-9a-f-]{27}");
    }

    @Test
    void answersErrorsAsProblemsWhateverTheRequestAccepts() {
        assertProblem(somebody.get("/nothing", "Accept", "text/html"), 404, "/nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api//v1/memories", "/api/v1/memories;x=1", "/api/v1/%0d%0amemories", "/api/%2e%2e/x"})
    void refusesPathsThatOnlyAnAttackHas(String path) throws IOException {
        String reply = server.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(reply)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("x-content-type-options: nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?page=%zz", "?page=%", "?page=%ff", "?%00=1"})
    void survivesQueriesThatAreNone(String query) throws IOException {
        String reply = server.raw("GET /api/v1/memories" + query
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + TestTokens.of(somebody.user()) + "\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 4");
    }

    private static void assertProblem(Reply reply, int status, String instance) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.text("type")).isEqualTo("about:blank");
        assertThat(reply.text("title")).isNotBlank();
        assertThat(reply.json().path("status").intValue()).isEqualTo(status);
        assertThat(reply.text("detail")).isNotBlank();
        assertThat(reply.text("instance")).isEqualTo(instance);
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.body().toLowerCase(Locale.ROOT))
                .doesNotContain("secret", "exception", "springframework", "io.omne", "\\tat ", "trace");
    }
}
