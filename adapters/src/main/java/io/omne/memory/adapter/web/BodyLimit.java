package io.omne.memory.adapter.web;

import io.omne.memory.adapter.web.memories.BulkRoute;
import io.omne.memory.adapter.web.memories.MemoryRoutes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
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

/// Refuses to read a body whose announced length is over the limit of its path. So a client that waits for
/// `100 Continue` is told before it sends any of it. What is not announced is counted as it is read.
@Component
class BodyLimit implements WebFilter {

    private static final PathPattern BULK = new PathPatternParser().parse(MemoryRoutes.PATH + "/bulk");

    private final long most;

    /// @param most what is read of a body where a path says nothing else
    BodyLimit(@Value("${spring.http.codecs.max-in-memory-size:1MB}") String most) {
        this.most = DataSize.parse(most).toBytes();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        long limit = BULK.matches(request.getPath().pathWithinApplication()) ? BulkRoute.MOST_BYTES : most;
        return request.getHeaders().getContentLength() <= limit
                ? chain.filter(exchange)
                : chain.filter(exchange.mutate().request(new TooLarge(request)).build());
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
