package io.omne.providers.adapter.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// Lets one response through for each request. Ignores interim responses (1xx), as RFC 9110 (15.2)
/// demands: Reactor Netty would take the first one for the response, and the response itself for that of
/// the next request on the same connection, which is about something else. Closes a connection on which
/// more data comes than one response, if possible before it is used again.
final class OneResponse extends ChannelDuplexHandler {

    private boolean isAwaited;
    private boolean isInterim;

    /// The end of the response. Passed on only after all data that was read together with it.
    private @Nullable LastHttpContent end;

    private boolean isLast;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest) {
            isAwaited = true;
        }
        var _ = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!isAwaited) {
            ReferenceCountUtil.release(message);
            var _ = context.close();
        } else if (end != null) {
            ReferenceCountUtil.release(message);
            isLast = true;
        } else if (isInterim || isInterim(message)) {
            isInterim = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
        } else {
            // No request asks for another protocol, and the data after this response is not HTTP.
            isLast |= message instanceof HttpResponse response
                    && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
            if (message instanceof LastHttpContent last) {
                end = last;
            } else {
                context.fireChannelRead(message);
            }
        }
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.decoderResult().isSuccess()
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        passEnd(context);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        passEnd(context);
        context.fireChannelInactive();
    }

    private void passEnd(ChannelHandlerContext context) {
        LastHttpContent last = end;
        if (last == null) {
            return;
        }
        end = null;
        isAwaited = false;
        if (isLast) {
            var _ = context.close();
        }
        context.fireChannelRead(last);
    }
}
