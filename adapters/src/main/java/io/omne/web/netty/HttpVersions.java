package io.omne.web.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/// Handles versions other than HTTP/1.1. HTTP/1.0 has no chunks and no expectations: an answer has a
/// `Content-Length`, or ends with its connection, which is closed after the answer in either case. A later version
/// of HTTP/1 is answered as HTTP/1.1.
///
/// Reactor Netty would send chunks to a client of HTTP/1.0 too, and the client would take their sizes for a part of
/// the body.
final class HttpVersions extends ChannelDuplexHandler {

    private boolean isOld;
    private boolean isAnswered = true;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // A request that comes before the previous one is answered does not change that answer.
        if (message instanceof HttpRequest request && isAnswered) {
            isAnswered = false;
            isOld = HttpVersion.HTTP_1_0.equals(request.protocolVersion());
            if (request.protocolVersion().majorVersion() == 1
                    && request.protocolVersion().minorVersion() > 1) {
                request.setProtocolVersion(HttpVersion.HTTP_1_1);
            }
            if (isOld) {
                request.headers().remove(HttpHeaderNames.EXPECT);
                HttpUtil.setKeepAlive(request, false);
            }
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (isOld && message instanceof HttpResponse response) {
            response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        if (message instanceof LastHttpContent && !isInterim(message)) {
            isAnswered = true;
        }
        var _ = context.write(message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
