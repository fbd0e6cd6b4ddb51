package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.providers.adapter.http.TestHttp;
import io.omne.providers.api.ProviderFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/// Neither the key nor the text gets into the log, however much is logged.
class ProviderSecretsTest {

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final LoggingSystem logging = LoggingSystem.get(ProviderSecretsTest.class.getClassLoader());

    @BeforeEach
    void logEverything() {
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.TRACE);
    }

    @AfterEach
    void logAsBefore() {
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        System.setOut(console);
    }

    @Test
    void areNotLogged() {
        try (var provider = FakeOpenAi.start(3);
                var patient = TestHttp.patient();
                var http = TestHttp.impatient()) {
            String url = provider.baseUrl() + "/embeddings";
            var question = Map.of("input", List.of(FakeOpenAi.SECRET));
            // The first call loads classes, and logs all that is logged at the start.
            patient.ask(url, FakeOpenAi.KEY, question);
            for (FakeReply reply : List.of(
                    FakeReply.status(401),
                    FakeReply.status(400),
                    FakeReply.half(),
                    FakeReply.silence(),
                    FakeReply.text(FakeOpenAi.KEY))) {
                provider.next(reply);
                try {
                    http.ask(url, FakeOpenAi.KEY, question);
                } catch (ProviderFailure e) {
                    console.println("as it should be: " + e.getMessage());
                }
            }
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("/v1/embeddings")
                .doesNotContain(FakeOpenAi.KEY)
                .doesNotContain(FakeOpenAi.SECRET);
    }
}
