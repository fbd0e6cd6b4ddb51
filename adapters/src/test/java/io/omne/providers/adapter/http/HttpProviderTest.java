package io.omne.providers.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.FakeOpenAi;
import io.omne.FakeReply;
import io.omne.providers.api.ProviderFailure;
import io.omne.providers.api.ProviderUnavailable;
import io.omne.providers.api.ProviderUnavailable.Reason;
import io.omne.providers.api.RequestRefused;
import io.omne.providers.api.UnusableAnswer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What becomes of each answer, and of none, over a socket.
class HttpProviderTest {

    private static FakeOpenAi provider;
    private static TestHttp patient;
    private static TestHttp impatient;

    @BeforeAll
    static void start() {
        provider = FakeOpenAi.start(3);
        patient = TestHttp.patient();
        impatient = TestHttp.impatient();
    }

    @AfterAll
    static void stop() {
        patient.close();
        impatient.close();
        provider.close();
    }

    @AfterEach
    void recover() {
        provider.recover();
    }

    private static JsonNode ask(TestHttp http) {
        return http.ask(url(), FakeOpenAi.KEY, Map.of("input", List.of(FakeOpenAi.SECRET)));
    }

    private static String url() {
        return provider.baseUrl() + "/embeddings";
    }

    private static ProviderFailure failure(TestHttp http) {
        try {
            throw new AssertionError("an answer: " + ask(http));
        } catch (ProviderFailure e) {
            assertThat(printed(e)).doesNotContain(FakeOpenAi.KEY).doesNotContain(FakeOpenAi.SECRET);
            return e;
        }
    }

    private static String printed(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static ProviderUnavailable unavailable(TestHttp http) {
        ProviderFailure failure = failure(http);
        assertThat(failure).isInstanceOf(ProviderUnavailable.class);
        return (ProviderUnavailable) failure;
    }

    @Test
    void givesTheAnswer() {
        assertThat(ask(patient).get("data").size()).isEqualTo(1);
        assertThat(provider.question().get("input").get(0).asString()).isEqualTo(FakeOpenAi.SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED",
        "403, UNAUTHORIZED",
        "429, BUSY",
        "402, AWAY",
        "404, MISCONFIGURED",
        "405, MISCONFIGURED",
        "410, MISCONFIGURED",
        "301, MISCONFIGURED",
        "304, MISCONFIGURED",
        "408, AWAY",
        "500, AWAY",
        "502, AWAY",
        "503, AWAY",
        "529, AWAY",
    })
    void saysWhyNobodyGetsAnAnswer(int status, Reason reason) {
        provider.next(FakeReply.status(status));
        ProviderUnavailable failure = unavailable(patient);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessage("fake answered with status " + status).hasNoCause();
        assertThat(failure.retryAfter()).isNull();
    }

    @Test
    void saysThatTheKeyIsNotTaken() {
        assertThatExceptionOfType(ProviderUnavailable.class)
                .isThrownBy(() -> patient.ask(url(), "wrong-key", Map.of()))
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.UNAUTHORIZED))
                .satisfies(it -> assertThat(printed(it)).doesNotContain("wrong-key"));
    }

    @ParameterizedTest
    @CsvSource({"429, BUSY", "503, AWAY"})
    void saysWhenToComeBack(int status, Reason reason) {
        provider.next(FakeReply.status(status, "17"), FakeReply.status(status, "Tue, 24 Nov 2026 07:00:42 GMT"));
        for (int seconds : List.of(17, 42)) {
            ProviderUnavailable failure = unavailable(patient);
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void saysThatTheRequestIsRefused(int status) {
        provider.next(FakeReply.status(status));
        assertThat(failure(patient))
                .isInstanceOf(RequestRefused.class)
                .hasMessage("fake answered with status " + status)
                .hasNoCause();
    }

    @Test
    void waitsForNoEndOfARefusal() {
        provider.next(FakeReply.statusWithSlowBody(429), FakeReply.statusWithSlowBody(400));
        assertThat(unavailable(patient).reason()).isEqualTo(Reason.BUSY);
        assertThat(failure(patient)).isInstanceOf(RequestRefused.class);
    }

    static final List<FakeReply> TOO_SLOW = List.of(FakeReply.silence(), FakeReply.slowBody());

    @ParameterizedTest
    @FieldSource("TOO_SLOW")
    void waitsForNoEndOfAnAnswer(FakeReply reply) {
        provider.next(reply);
        ProviderUnavailable failure = unavailable(impatient);
        assertThat(failure.reason()).isEqualTo(Reason.AWAY);
        assertThat(failure).hasMessage("fake did not answer within 400 ms");
    }

    static final List<FakeReply> BROKEN_OFF = List.of(FakeReply.half(), FakeReply.halfUnnoticed());

    @ParameterizedTest
    @FieldSource("BROKEN_OFF")
    void takesNoHalfAnswer(FakeReply reply) {
        provider.next(reply);
        assertThat(unavailable(patient).reason()).isEqualTo(Reason.AWAY);
    }

    @Test
    void saysThatTheConnectionWasClosed() {
        provider.always(FakeReply.closed());
        assertThat(unavailable(patient).reason()).isEqualTo(Reason.AWAY);
    }

    @Test
    void saysThatNobodyIsThere() {
        var gone = FakeOpenAi.start(3);
        gone.close();
        assertThatExceptionOfType(ProviderUnavailable.class)
                .isThrownBy(() -> patient.ask(gone.baseUrl(), FakeOpenAi.KEY, Map.of()))
                .withMessage("fake could not be reached")
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.AWAY))
                .satisfies(it -> assertThat(printed(it)).doesNotContain(FakeOpenAi.KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>sk-opensesame-42</html>", "{} {}", "sk-opensesame-42"})
    void saysThatAnAnswerCannotBeRead(String body) {
        provider.next(FakeReply.text(body));
        assertThat(failure(patient))
                .isInstanceOf(UnusableAnswer.class)
                .hasMessage("fake gave an answer that is not what it should be")
                .hasNoCause();
    }

    @Test
    void readsNoAnswerWithoutEnd() {
        provider.next(FakeReply.huge());
        assertThat(failure(patient))
                .isInstanceOf(UnusableAnswer.class)
                .hasMessage("fake gave an answer of more than " + HttpProvider.MOST_BYTES + " bytes");
    }

    @Test
    void followsNoRedirect() {
        try (var elsewhere = FakeOpenAi.start(3)) {
            provider.next(FakeReply.redirect(elsewhere.baseUrl() + "/embeddings"));
            assertThat(unavailable(patient).reason()).isEqualTo(Reason.MISCONFIGURED);
            assertThat(elsewhere.calls()).isZero();
        }
    }

    @Test
    void givesUpWhereItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThat(unavailable(patient).reason()).isEqualTo(Reason.AWAY);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void goesOnOnceTheProviderIsBack() {
        provider.next(FakeReply.status(503), FakeReply.half());
        failure(patient);
        failure(patient);
        assertThat(ask(patient).get("data").size()).isEqualTo(1);
    }

    static final List<String> TYPES =
            List.of("nonsense", "", "text/html", "application/json;charset=nope", "text/event-stream", "image/*");

    @ParameterizedTest
    @FieldSource("TYPES")
    void readsAnAnswerWhateverItsTypeIsCalled(String type) {
        provider.next(FakeReply.withType(type));
        assertThat(ask(patient).get("data").size()).isEqualTo(1);
    }

    /// What a provider sends that is no answer, or one too many.
    static final List<FakeReply> MORE_RESPONSES = List.of(
            FakeReply.afterInterim(100, 1),
            FakeReply.afterInterim(102, 3),
            FakeReply.afterInterim(103, 1),
            FakeReply.afterInterim(150, 2),
            FakeReply.afterInterim(199, 100),
            FakeReply.twice(Duration.ZERO),
            FakeReply.twice(Duration.ofMillis(20)));

    @ParameterizedTest
    @FieldSource("MORE_RESPONSES")
    void takesNoResponseForThatOfAnotherRequest(FakeReply reply) throws Exception {
        for (int i = 0; i < 10; i++) {
            JsonNode expected = vector("Text number " + i);
            provider.next(reply);
            assertThat(vector("Another text")).isNotEqualTo(expected);
            if (i % 2 == 1) {
                Thread.sleep(50);
            }
            assertThat(vector("Text number " + i)).isEqualTo(expected);
        }
    }

    private static JsonNode vector(String text) {
        return patient.ask(url(), FakeOpenAi.KEY, Map.of("input", List.of(text)))
                .get("data")
                .get(0)
                .get("embedding");
    }

    static final List<FakeReply> BROKEN_CONNECTIONS = List.of(
            FakeReply.longerThanSaid(),
            FakeReply.interimWithoutEnd(102),
            FakeReply.raw(
                    _ -> "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\nPRI * HTTP"),
            FakeReply.raw(_ -> "HTTP/1.1 204 No Content\r\n\r\nsomething"),
            FakeReply.raw(_ -> "nonsense\r\n\r\n"),
            FakeReply.raw(_ -> "HTTP/1.1 500 No\r\nContent-Length: 1000\r\n\r\n"));

    @ParameterizedTest
    @FieldSource("BROKEN_CONNECTIONS")
    void usesNoConnectionAgainAfterAFailure(FakeReply reply) {
        for (int i = 0; i < 5; i++) {
            provider.next(reply);
            failure(impatient);
            assertThat(ask(impatient).get("data").size()).isEqualTo(1);
        }
    }
}
