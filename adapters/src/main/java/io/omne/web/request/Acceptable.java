package io.omne.web.request;

import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.accept.HeaderContentTypeResolver;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;

/// Checks whether a request accepts a representation, for routes whose mapping cannot say which one they have.
public final class Acceptable {

    private static final HeaderContentTypeResolver ACCEPTED = new HeaderContentTypeResolver();

    private Acceptable() {}

    /// @throws NotAcceptableStatusException if it does not
    public static void check(ServerWebExchange exchange, MediaType representation) {
        if (ACCEPTED.resolveMediaTypes(exchange).stream().noneMatch(representation::isCompatibleWith)) {
            throw new NotAcceptableStatusException(List.of(representation));
        }
    }
}
