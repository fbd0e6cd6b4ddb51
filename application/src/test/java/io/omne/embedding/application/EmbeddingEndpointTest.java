package io.omne.embedding.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.TextRefused;
import io.omne.providers.api.ApiKey;
import io.omne.providers.api.ProviderFailure;
import io.omne.providers.api.ProviderUnavailable;
import io.omne.providers.api.RemoteProvider;
import io.omne.providers.api.RemoteProvider.Endpoint;
import io.omne.providers.api.RequestRefused;
import io.omne.providers.api.UnusableAnswer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddingEndpointTest {

    private static EmbeddingEndpoint endpoint(RemoteProvider remote) {
        return new EmbeddingEndpoint(
                remote, new Endpoint("fake", "http://127.0.0.1:1", new ApiKey("key"), Duration.ofSeconds(1)));
    }

    private static void askOneThatThrows(ProviderFailure failure) {
        endpoint(new RemoteProvider() {
                    @Override
                    public <T> T ask(Endpoint endpoint, Object question, Class<T> answer) {
                        throw failure;
                    }
                })
                .ask("question", String.class);
    }

    @Test
    void givesTheAnswer() {
        var echo = endpoint(new RemoteProvider() {
            @Override
            public <T> T ask(Endpoint endpoint, Object question, Class<T> answer) {
                return answer.cast(endpoint.provider() + " " + question);
            }
        });
        assertThat(echo.ask("question", String.class)).isEqualTo("fake question");
        assertThat(echo.provider()).isEqualTo("fake");
    }

    @Test
    void saysThatTheProviderIsUnavailable() {
        var cause = new IOException("no route");
        for (ProviderUnavailable.Reason reason : ProviderUnavailable.Reason.values()) {
            var failure = new ProviderUnavailable(reason, false, "said so", Duration.ofSeconds(17), cause);
            assertThatExceptionOfType(EmbeddingUnavailable.class)
                    .isThrownBy(() -> askOneThatThrows(failure))
                    .withMessage("said so")
                    .withCause(cause)
                    .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.valueOf(reason.name())))
                    .satisfies(it -> assertThat(it.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
        }
    }

    @Test
    void saysThatATextIsRefused() {
        assertThatExceptionOfType(TextRefused.class)
                .isThrownBy(() -> askOneThatThrows(new RequestRefused("refused")))
                .withMessage("refused");
    }

    /// A fault with a cause would be taken for an outage of the provider.
    @Test
    void saysThatTheModelIsAtFault() {
        assertThatExceptionOfType(ModelFault.class)
                .isThrownBy(() -> askOneThatThrows(new UnusableAnswer("too long")))
                .withMessage("too long")
                .withNoCause();
    }

    @Test
    void hasATimeout() {
        var key = new ApiKey("key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Endpoint("fake", "http://127.0.0.1:1", key, Duration.ZERO));
    }
}
