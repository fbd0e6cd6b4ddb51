package io.omne.web.server;

import io.omne.web.problem.RequestProblem;
import io.omne.web.server.BodyMemory.Body;
import java.security.Principal;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

/// Answers a request with 503 if there is no {@link BodyMemory} for its body. Many large bodies at once would otherwise
/// take all memory, and end the server. A body whose length is announced is refused before any of it is read.
@Component
class BodyMemoryFilter implements WebFilter {

    /// How long a body counts whose client has gone: what it asked for may be under way.
    private static final long ABANDONED_SECONDS = 5;

    private final BodyMemory memory;

    BodyMemoryFilter(BodyMemory memory) {
        this.memory = memory;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = new CountedRequest(exchange);
        return chain.filter(exchange.mutate().request(request).build()).doFinally(request::end);
    }

    /// The values of JSON in a piece of a body, roughly: commas in texts count, too.
    private static long values(DataBuffer buffer) {
        long values = 0;
        for (int i = buffer.readPosition(); i < buffer.writePosition(); i++) {
            byte character = buffer.getByte(i);
            if (character == ',' || character == '[' || character == '{') {
                values++;
            }
        }
        return values;
    }

    private final class CountedRequest extends ServerHttpRequestDecorator {

        private final ServerWebExchange exchange;
        private final Body body = memory.body();

        CountedRequest(ServerWebExchange exchange) {
            super(exchange.getRequest());
            this.exchange = exchange;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return exchange.getPrincipal()
                    .map(Principal::getName)
                    .defaultIfEmpty("")
                    .flatMapMany(this::count);
        }

        private Flux<DataBuffer> count(String user) {
            if (!body.announce(user, getHeaders().getContentLength())) {
                return Flux.error(RequestProblem.tooManyBodies());
            }
            return super.getBody().handle((buffer, sink) -> {
                if (body.arrive(buffer.readableByteCount(), values(buffer))) {
                    sink.next(buffer);
                } else {
                    DataBufferUtils.release(buffer);
                    sink.error(RequestProblem.tooManyBodies());
                }
            });
        }

        void end(SignalType signal) {
            if (signal == SignalType.CANCEL) {
                Schedulers.parallel().schedule(body::end, ABANDONED_SECONDS, TimeUnit.SECONDS);
            } else {
                body.end();
            }
        }
    }
}
