package io.omne.web.netty;

import static java.util.Map.entry;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
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
        HttpResponse answer =
                response instanceof FullHttpResponse full && lacksProblem(full) ? problem(full, target) : response;
        HttpHeaders headers = answer.headers();
        for (var header : HEADERS) {
            if (!headers.contains(header.getKey())) {
                headers.set(header.getKey(), header.getValue());
            }
        }
        return answer;
    }

    private static boolean lacksProblem(FullHttpResponse response) {
        return response.status().code() >= 400
                && !response.content().isReadable()
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    private static FullHttpResponse problem(FullHttpResponse response, @Nullable String target) {
        HttpResponseStatus status = response.status();
        byte[] json = """
                {"type":"about:blank","title":"%s","status":%d,"detail":"%s"%s}""".formatted(status.reasonPhrase(), status.code(), sentence(status.code()), instance(target))
                .getBytes(StandardCharsets.UTF_8);
        var answer = new DefaultFullHttpResponse(
                response.protocolVersion(),
                status,
                Unpooled.wrappedBuffer(json),
                response.headers().copy(),
                response.trailingHeaders().copy());
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, json.length);
        ReferenceCountUtil.release(response);
        return answer;
    }

    /// The path as a member of the problem; nothing where there is none, or it is no URI.
    private static String instance(@Nullable String target) {
        try {
            // What is a URI's path has no character that JSON escapes.
            return target == null ? "" : ",\"instance\":\"%s\"".formatted(new URI(target).getRawPath());
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static String sentence(int status) {
        return switch (status) {
            case 400 -> "The request is malformed.";
            case 404 -> "There is nothing at this path.";
            case 408 -> "The body did not come in time.";
            case 414 -> "The request's first line is too long.";
            case 417 -> "The request expects something other than 100-continue.";
            case 431 -> "The request's headers are too large.";
            default -> "The request cannot be answered.";
        };
    }
}
