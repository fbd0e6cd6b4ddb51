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

/// What goes out with every answer, whoever gives it: headers that keep a browser from doing more with it than
/// showing it to whoever asked, unless the answer says something else in their place; and a problem for an error
/// that would have no body, as those of requests so broken that nobody past the socket hears of them.
final class ResponseDefaults extends ChannelDuplexHandler {

    private static final List<Map.Entry<String, String>> HEADERS = List.of(
            entry("X-Content-Type-Options", "nosniff"),
            entry("X-Frame-Options", "DENY"),
            entry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            entry("Referrer-Policy", "no-referrer"),
            entry("Cache-Control", "no-store"));

    /// Of the last request; null where there was none.
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

    /// Whether it announces an answer that is still to come.
    static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /// @param target what was asked for, where that is known
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
