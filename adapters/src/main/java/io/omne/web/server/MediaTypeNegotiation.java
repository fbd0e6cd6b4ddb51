package io.omne.web.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Reduces `Accept` to {@link MediaRanges}, before anything else reads it.
///
/// Spring gives an answer the parameters of the range that it satisfies. It looks for an encoder only after the
/// handler has run: for `application/json;charset=utf-16` there is none, and a request that was carried out would
/// fail. The mapping decides, before the handler runs, whether a path has an acceptable representation.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class MediaTypeNegotiation implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        List<String> accepted = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ACCEPT);
        String ranges = MediaRanges.normalized(accepted);
        return accepted.isEmpty() || (ranges != null && accepted.equals(List.of(ranges)))
                ? chain.filter(exchange)
                : chain.filter(exchange.mutate()
                        .request(request -> request.headers(headers -> set(headers, ranges)))
                        .build());
    }

    private static void set(HttpHeaders headers, @Nullable String ranges) {
        if (ranges == null) {
            headers.remove(HttpHeaders.ACCEPT);
        } else {
            headers.set(HttpHeaders.ACCEPT, ranges);
        }
    }
}
