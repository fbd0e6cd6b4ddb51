package io.omne.access.adapter.web;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Caches what an OpenID provider publishes. Limits how often the provider is asked, and how long its answer may
/// take.
///
/// The decoder asks again for every token that names an unknown key. Such tokens cost nothing to make, so without a
/// limit any client could make the server send requests to the provider as often as it likes.
final class JwksCache implements ExchangeFilterFunction {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Duration pause;
    private final ConcurrentMap<URI, Mono<String>> answers = new ConcurrentHashMap<>();

    JwksCache(Duration pause) {
        this.pause = pause;
    }

    /// The URLs come from the settings and from the provider's metadata, never from a token.
    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return answers.computeIfAbsent(request.url(), _ -> answer(request, next))
                .map(body -> ClientResponse.create(HttpStatus.OK)
                        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                        .body(body)
                        .build());
    }

    private Mono<String> answer(ClientRequest request, ExchangeFunction next) {
        return next.exchange(request)
                .flatMap(response -> response.statusCode().is2xxSuccessful()
                        ? response.bodyToMono(String.class)
                        : response.createError())
                .filter(JwksCache::isObject)
                .switchIfEmpty(Mono.error(() -> new IOException("what the provider published is no JSON object")))
                .timeout(PATIENCE)
                .cache(_ -> pause, _ -> PAUSE_AFTER_FAILURE, () -> PAUSE_AFTER_FAILURE);
    }

    private static boolean isObject(String body) {
        try {
            return JSON.readTree(body).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}
