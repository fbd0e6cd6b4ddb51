package io.omne.access.adapter.web;

import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Takes an `Accept` that names nothing for none at all. Spring does so for our own routes; its endpoint of metrics
/// fails.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BlankAccept implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        List<String> accepted = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ACCEPT);
        boolean blank = accepted.stream().allMatch(it -> it.replace(',', ' ').isBlank());
        if (accepted.isEmpty() || !blank) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange.mutate()
                .request(request -> request.headers(headers -> headers.remove(HttpHeaders.ACCEPT)))
                .build());
    }
}
