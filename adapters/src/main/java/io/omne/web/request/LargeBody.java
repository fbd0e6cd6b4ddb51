package io.omne.web.request;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/// Reads bodies that may be larger than those of other routes. A route with such bodies also declares them in
/// {@link RouteRules#bodyLimits}.
public final class LargeBody {

    private LargeBody() {}

    /// The body; without bytes if the request has none.
    public static Mono<byte[]> read(ServerHttpRequest request, int mostBytes) {
        return DataBufferUtils.join(request.getBody(), mostBytes)
                .map(LargeBody::bytes)
                .defaultIfEmpty(new byte[0]);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
