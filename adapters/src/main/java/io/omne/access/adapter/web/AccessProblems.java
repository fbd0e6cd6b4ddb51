package io.omne.access.adapter.web;

import io.omne.web.problem.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Answers requests without a valid token (401) or without the scope that they need (403), with the challenge of
/// RFC 6750. An answer says no more about a token than its bearer can act on.
final class AccessProblems implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private static final String BAD_TOKEN =
            "The token is malformed, expired, not yet valid, or not signed with a key and algorithm that count here.";

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException e) {
        if (!(e instanceof OAuth2AuthenticationException)) {
            return Problem.of(HttpStatus.UNAUTHORIZED, "This path wants a bearer token.")
                    .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .answer(exchange);
        }
        // An exception with a cause is the decoder's, whose message says how it works. One without a cause is this
        // package's.
        String detail = e instanceof InvalidBearerTokenException && e.getCause() == null
                ? String.valueOf(e.getMessage())
                : BAD_TOKEN;
        return Problem.of(HttpStatus.UNAUTHORIZED, detail)
                .with(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"invalid_token\", error_description=\"%s\"".formatted(detail))
                .answer(exchange);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException e) {
        return Problem.of(HttpStatus.FORBIDDEN, "The token lacks a scope that this path wants.")
                .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"")
                .answer(exchange);
    }
}
