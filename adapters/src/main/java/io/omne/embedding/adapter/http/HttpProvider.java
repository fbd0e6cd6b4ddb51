package io.omne.embedding.adapter.http;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.TextRefused;
import io.omne.embedding.application.ProviderSettings;
import io.omne.embedding.application.RemoteProvider;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.json.JsonMapper;

/// Providers by Spring's client. JSON is written and read on the thread of the caller, so that long answers do
/// not hold up the threads of the network, which serve requests too.
@Component
class HttpProvider implements RemoteProvider, AutoCloseable {

    /// A full batch of the longest vectors, every number with all its digits, is under it.
    static final int MOST_BYTES = 16 * 1024 * 1024;

    /// What stands in a refusal is not read; its connection may be used again if it ends soon.
    private static final Duration REFUSAL = Duration.ofMillis(200);

    /// After a call that failed.
    private static final Duration MISTRUST = Duration.ofMinutes(1);

    private final ConnectionProvider connections = ConnectionProvider.builder("embedding")
            .maxConnections(64)
            .maxIdleTime(Duration.ofSeconds(30))
            .build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final WebClient reusing = client(HttpClient.create(connections));
    private final WebClient connecting =
            client(HttpClient.create(ConnectionProvider.newConnection()).keepAlive(false));
    private final Duration timeout;
    private final Clock clock;
    private volatile long mistrustedUntil = System.nanoTime();

    HttpProvider(ProviderSettings settings, Clock clock) {
        this.timeout = settings.timeout();
        this.clock = clock;
    }

    private static WebClient client(HttpClient http) {
        HttpClient guarded = http.followRedirect(false)
                .doOnChannelInit((_, channel, _) ->
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, null, new OneResponse()));
        return WebClient.builder().clientConnector(new HostNames(guarded)).build();
    }

    /// What a provider does to the connection of one text must not meet the next one, nor a probe: after a call that
    /// failed, each has a connection of its own for a while.
    @Override
    public <T> T ask(Endpoint endpoint, Object question, Class<T> answer) {
        try {
            return read(endpoint, question, answer);
        } catch (NotEmbedded e) {
            mistrustedUntil = System.nanoTime() + MISTRUST.toNanos();
            throw e;
        }
    }

    private WebClient client() {
        return System.nanoTime() - mistrustedUntil < 0 ? connecting : reusing;
    }

    private <T> T read(Endpoint endpoint, Object question, Class<T> answer) {
        String provider = endpoint.provider();
        byte[] body = post(endpoint, json.writeValueAsBytes(question));
        try {
            T read = AnswerJson.read(body, answer);
            if (read == null) {
                throw unreadable(provider);
            }
            return read;
        } catch (UnexpectedEndOfInputException e) {
            throw new EmbeddingUnavailable(Reason.AWAY, provider + " broke off in its answer", null, null);
        } catch (JacksonException | CharacterCodingException e) {
            // What it says may quote the answer: it goes no further.
            throw unreadable(provider);
        }
    }

    private static ModelFault unreadable(String provider) {
        return new ModelFault(provider + " gave an answer that is not what it should be", null);
    }

    private byte[] post(Endpoint endpoint, byte[] question) {
        try {
            byte[] body = client().post()
                    .uri(URI.create(endpoint.url()))
                    .headers(it -> it.setBearerAuth(endpoint.key().value()))
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON)
                    .bodyValue(question)
                    .exchangeToMono(response -> read(endpoint.provider(), response))
                    .timeout(timeout)
                    .block(timeout.plus(timeout));
            return body == null ? new byte[0] : body;
        } catch (NotEmbedded e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(endpoint.provider(), Exceptions.unwrap(e));
        }
    }

    private Mono<byte[]> read(String provider, ClientResponse response) {
        if (response.statusCode().is2xxSuccessful()) {
            // As bytes, whatever its type is called.
            return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()), MOST_BYTES)
                    .map(HttpProvider::bytes);
        }
        int status = response.statusCode().value();
        NotEmbedded refusal = refusal(provider, status, response.headers().asHttpHeaders());
        return response.releaseBody().timeout(REFUSAL).onErrorComplete().then(Mono.error(refusal));
    }

    private static byte[] bytes(DataBuffer buffer) {
        try {
            var bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private NotEmbedded refusal(String provider, int status, HttpHeaders headers) {
        String said = "%s answered with status %d".formatted(provider, status);
        return switch (status) {
            case 400, 413, 422 -> new TextRefused(said);
            case 401, 403 -> new EmbeddingUnavailable(Reason.UNAUTHORIZED, said, null, null);
            case 429 -> new EmbeddingUnavailable(Reason.BUSY, said, retryAfter(headers), null);
            case 404, 405, 406, 407, 410, 411, 414, 415, 417, 421, 426, 451, 501, 505 ->
                new EmbeddingUnavailable(Reason.MISCONFIGURED, said, null, null);
            default ->
                new EmbeddingUnavailable(
                        status / 100 == 3 ? Reason.MISCONFIGURED : Reason.AWAY, said, retryAfter(headers), null);
        };
    }

    private @Nullable Duration retryAfter(HttpHeaders headers) {
        return RetryAfter.read(headers.getFirst(HttpHeaders.RETRY_AFTER), clock.instant());
    }

    /// The cause is the innermost one: those around it hold the request, and its headers the key.
    private NotEmbedded failure(String provider, Throwable thrown) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(thrown);
        return switch (cause) {
            case DataBufferLimitException _ ->
                new ModelFault("%s gave an answer of more than %d bytes".formatted(provider, MOST_BYTES), null);
            case TimeoutException _ ->
                new EmbeddingUnavailable(
                        Reason.AWAY,
                        "%s did not answer within %d ms".formatted(provider, timeout.toMillis()),
                        null,
                        null);
            default -> new EmbeddingUnavailable(Reason.AWAY, provider + " could not be reached", null, cause);
        };
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
