package io.omne.web.server;

import io.omne.web.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Rejects a request whose path or query is not UTF-8 once it is decoded. Spring would put a replacement character
/// where bytes are wrong, and the request would ask for something that its client did not mean.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PercentEncoding implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var uri = exchange.getRequest().getURI();
        return isUtf8(uri.getRawPath()) && isUtf8(uri.getRawQuery())
                ? chain.filter(exchange)
                : Problem.of(HttpStatus.BAD_REQUEST, "The path or the query is not percent-encoded UTF-8.")
                        .answer(exchange);
    }

    /// A character that a URI must encode is wrong too. Every `%` begins a valid escape: the `URI` has been parsed.
    static boolean isUtf8(@Nullable String encoded) {
        if (encoded == null) {
            return true;
        }
        var bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c > '~') {
                return false;
            }
            if (c == '%') {
                bytes.put((byte) Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
