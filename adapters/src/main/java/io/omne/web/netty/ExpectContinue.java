package io.omne.web.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.util.List;
import java.util.stream.Stream;

/// Handles `Expect: 100-continue`: the client waits for `100 Continue` before it sends its body. Reactor Netty
/// sends that response when the body is first read. If the answer comes instead, the client may send the body or
/// not: the connection is closed, because the next bytes could be that body or a request.
final class ExpectContinue extends ChannelDuplexHandler {

    private boolean isWaiting;

    /// Whether the headers expect nothing but `100-continue`.
    static boolean isKnown(HttpHeaders headers) {
        return members(headers).allMatch(HttpHeaderValues.CONTINUE::contentEqualsIgnoreCase);
    }

    private static Stream<String> members(HttpHeaders headers) {
        List<String> values = headers.getAll(HttpHeaderNames.EXPECT);
        return values.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(member -> !member.isEmpty());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            isWaiting = members(request.headers()).findAny().isPresent();
            // Reactor Netty recognizes a single value only, not a list.
            request.headers().remove(HttpHeaderNames.EXPECT);
            if (isWaiting) {
                request.headers().set(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE);
            }
        } else if (message instanceof HttpContent) {
            isWaiting = false;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (isWaiting && message instanceof HttpResponse response) {
            isWaiting = false;
            if (!ResponseDefaults.isInformational(message)) {
                HttpUtil.setKeepAlive(response, false);
            }
        }
        var _ = context.write(message, promise);
    }
}
