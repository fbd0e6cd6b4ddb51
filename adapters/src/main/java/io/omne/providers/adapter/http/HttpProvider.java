package io.omne.providers.adapter.http;

import io.omne.providers.api.ProviderFailure;
import io.omne.providers.api.RemoteProvider;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Calls providers by Spring's client. Writes and reads JSON on the thread of the caller, so that long
/// answers do not delay the network threads, which serve requests too.
@Component
class HttpProvider implements RemoteProvider, AutoCloseable {

    /// More than the longest answers need: large batches of vectors, each number with all its digits.
    static final int MOST_BYTES = 16 * 1024 * 1024;

    /// The body of a refusal is not read; its connection may be used again if the body ends within this
    /// time.
    private static final Duration REFUSAL = Duration.ofMillis(200);

    private final HttpConnections connections = new HttpConnections();
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpFailures failures;

    HttpProvider(Clock clock) {
        this.failures = new HttpFailures(clock);
    }

    @Override
    public <T> T ask(Endpoint endpoint, Object question, Class<T> answer) {
        try {
            return read(endpoint, question, answer);
        } catch (ProviderFailure e) {
            connections.mistrust();
            throw e;
        }
    }

    private <T> T read(Endpoint endpoint, Object question, Class<T> answer) {
        String provider = endpoint.provider();
        byte[] body = post(endpoint, json.writeValueAsBytes(question));
        try {
            T read = AnswerJson.read(body, answer);
            if (read == null) {
                throw HttpFailures.unreadable(provider);
            }
            return read;
        } catch (JacksonException | CharacterCodingException e) {
            throw HttpFailures.ofAnswer(provider, e);
        }
    }

    private byte[] post(Endpoint endpoint, byte[] question) {
        Duration timeout = endpoint.timeout();
        try {
            byte[] body = connections
                    .client()
                    .post()
                    .uri(URI.create(endpoint.url()))
                    .headers(it -> it.setBearerAuth(endpoint.key().value()))
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON)
                    .bodyValue(question)
                    .exchangeToMono(response -> read(endpoint.provider(), response))
                    .timeout(timeout)
                    .block(timeout.plus(timeout));
            return body == null ? new byte[0] : body;
        } catch (ProviderFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw HttpFailures.ofExchange(endpoint, Exceptions.unwrap(e));
        }
    }

    private Mono<byte[]> read(String provider, ClientResponse response) {
        if (response.statusCode().is2xxSuccessful()) {
            // Reads bytes, whatever the content type is.
            return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()), MOST_BYTES)
                    .map(HttpProvider::bytes);
        }
        int status = response.statusCode().value();
        ProviderFailure refusal =
                failures.ofStatus(provider, status, response.headers().asHttpHeaders());
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

    @Override
    public void close() {
        connections.close();
    }
}
