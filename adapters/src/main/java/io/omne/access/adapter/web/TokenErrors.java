package io.omne.access.adapter.web;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/// Distinguishes why a token cannot be decoded: the provider did not return its keys when asked for them; otherwise
/// the token is at fault, whatever exception the decoder throws.
final class TokenErrors implements ReactiveJwtDecoder {

    private final ReactiveJwtDecoder decoder;

    TokenErrors(ReactiveJwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Mono<Jwt> decode(String token) {
        return Mono.defer(() -> decoder.decode(token))
                .switchIfEmpty(Mono.error(() -> new BadJwtException("a token that is decoded to nothing")))
                .onErrorMap(e -> isTheProviders(e)
                        ? new AuthenticationServiceException("the provider's keys cannot be had", e)
                        : new BadJwtException("a token that cannot be decoded", e));
    }

    private static boolean isTheProviders(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .anyMatch(it -> it instanceof JwtDecoderInitializationException
                        || it instanceof WebClientException
                        || it instanceof IOException
                        || it instanceof TimeoutException);
    }
}
