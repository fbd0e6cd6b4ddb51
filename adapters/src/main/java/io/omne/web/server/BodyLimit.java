package io.omne.web.server;

import io.omne.web.request.RouteRules;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rejects to read a body whose announced length is over the limit of its path. So a client that waits for `100
/// Continue` gets the refusal before it sends any of the body. A body without an announced length is counted as it
/// is read.
@Component
class BodyLimit implements WebFilter {

    private final long most;

    /// The most specific pattern first.
    private final SortedMap<PathPattern, Long> limits = new TreeMap<>();

    /// @param most the limit of a path for which no module sets one
    BodyLimit(@Value("${spring.http.codecs.max-in-memory-size:1MB}") String most, List<RouteRules> rules) {
        this.most = DataSize.parse(most).toBytes();
        rules.forEach(of -> of.bodyLimits()
                .forEach((pattern, limit) -> limits.put(PathPatternParser.defaultInstance.parse(pattern), limit)));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        return request.getHeaders().getContentLength()
                        <= limit(request.getPath().pathWithinApplication())
                ? chain.filter(exchange)
                : chain.filter(exchange.mutate().request(new TooLarge(request)).build());
    }

    private long limit(PathContainer path) {
        return limits.entrySet().stream()
                .filter(limit -> limit.getKey().matches(path))
                .findFirst()
                .map(limit -> limit.getValue())
                .orElse(most);
    }

    private static final class TooLarge extends ServerHttpRequestDecorator {

        TooLarge(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.error(() -> new DataBufferLimitException("the announced length is over the limit"));
        }
    }
}
