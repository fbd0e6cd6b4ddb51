package io.omne.web.netty;

import static java.util.Map.entry;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Completes every answer: adds headers that allow a browser only to show the answer to the user who asked for it,
/// unless the answer has these headers itself; and adds a problem to an error without a body, such as the answer to
/// a request so broken that no handler sees it.
final class ResponseDefaults extends ChannelDuplexHandler {

    private static final List<Map.Entry<String, String>> HEADERS = List.of(
            entry("X-Content-Type-Options", "nosniff"),
            entry("X-Frame-Options", "DENY"),
            entry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            entry("Referrer-Policy", "no-referrer"),
            entry("Cache-Control", "no-store"));

    /// The target of the last request; null if there was none.
    private @Nullable String target;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            target = request.uri();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var _ = context.write(
                message instanceof HttpResponse response ? completed(response, target) : message, promise);
    }

    /// Whether it is an interim response (1xx), which is followed by the answer.
    static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /// @param target the target of the request, if it is known
    static HttpResponse completed(HttpResponse response, @Nullable String target) {
        if (isInformational(response)) {
            return response;
        }
        HttpResponse answer = response instanceof FullHttpResponse full && SocketProblem.isMissingIn(full)
                ? SocketProblem.in(full, target)
                : response;
        HttpHeaders headers = answer.headers();
        for (var header : HEADERS) {
            if (!headers.contains(header.getKey())) {
                headers.set(header.getKey(), header.getValue());
            }
        }
        return answer;
    }
}
