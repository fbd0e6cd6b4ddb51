package io.omne.web.server;

import io.omne.web.problem.RequestProblem;
import io.omne.web.server.BodyMemory.Body;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Answers a request with 503 if there is no {@link BodyMemory} for its body. Many large bodies at once would otherwise
/// take all memory, and end the server. A body counts from its first byte until its request has been answered.
@Component
class BodyMemoryFilter implements WebFilter {

    private final BodyMemory memory;

    BodyMemoryFilter(BodyMemory memory) {
        this.memory = memory;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Body body = memory.begin();
        var request = new CountedRequest(exchange.getRequest(), body);
        return chain.filter(exchange.mutate().request(request).build()).doFinally(_ -> body.end());
    }

    private static final class CountedRequest extends ServerHttpRequestDecorator {

        private final Body body;

        CountedRequest(ServerHttpRequest request, Body body) {
            super(request);
            this.body = body;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody().handle((buffer, sink) -> {
                if (body.add(buffer.readableByteCount())) {
                    sink.next(buffer);
                } else {
                    DataBufferUtils.release(buffer);
                    sink.error(RequestProblem.tooManyBodies());
                }
            });
        }
    }
}
