package io.omne.access.adapter.web;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Reads the token of a request from its header, never from the query or a form. Rejects a request with two
/// headers, because a proxy may have checked the other one.
final class SingleBearerToken implements ServerAuthenticationConverter {

    private final ServerAuthenticationConverter header = new ServerBearerTokenAuthenticationConverter();

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        List<String> sent = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        return sent.size() > 1
                ? Mono.error(new InvalidBearerTokenException("The request has more than one Authorization header."))
                : header.convert(exchange);
    }
}
