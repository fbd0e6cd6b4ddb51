package io.omne.web.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;

/// Lets one request at a time through. Drops a request that comes before the previous one is answered, and closes
/// the connection after that answer, as HTTP allows: to keep the request would take memory that no limit counts.
/// Refuses data that is not HTTP/1 and closes the connection too, because it is unknown where the next request
/// begins.
///
/// Reactor Netty would queue requests without limit. If the previous request was answered and is not cleaned up
/// yet, Reactor Netty does not answer a malformed request, nor one with `Connection: close`, and never closes the
/// connection. So Reactor Netty sees neither, and this class closes connections.
final class NoPipelining extends ChannelDuplexHandler {

    private enum State {
        OPEN,
        /// Further requests are dropped; the current one is still to be answered.
        ENDING,
        ENDED
    }

    private State state = State.OPEN;
    private boolean underWay;
    private boolean answering;
    private boolean isLast;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (state != State.OPEN) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpObject part && RequestCheck.isRefused(part)) {
            HttpResponseStatus status = RequestCheck.status(part);
            boolean isNext = message instanceof HttpRequest;
            ReferenceCountUtil.release(message);
            refuse(context, status, isNext);
        } else if (message instanceof HttpRequest && underWay) {
            ReferenceCountUtil.release(message);
            state = State.ENDING;
        } else {
            if (message instanceof HttpRequest request) {
                underWay = true;
                isLast = !HttpUtil.isKeepAlive(request);
                HttpUtil.setKeepAlive(request, true);
            }
            context.fireChannelRead(message);
        }
    }

    /// @param isNext whether the malformed part begins a request, and is not in the body of the current one
    private void refuse(ChannelHandlerContext context, HttpResponseStatus status, boolean isNext) {
        if (underWay && (isNext || answering)) {
            state = State.ENDING;
        } else if (underWay || isNext) {
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
            answer.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            end(context, ResponseDefaults.completed(answer, null));
        } else {
            end(context, Unpooled.EMPTY_BUFFER);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (state == State.ENDED) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        boolean answers = !ResponseDefaults.isInformational(message);
        if (answers && message instanceof HttpResponse response) {
            answering = true;
            if (isLast) {
                HttpUtil.setKeepAlive(response, false);
            } else {
                isLast = !HttpUtil.isKeepAlive(response);
            }
        }
        var _ = context.write(message, promise);
        if (answers && message instanceof LastHttpContent) {
            underWay = false;
            answering = false;
            if (isLast || state == State.ENDING) {
                end(context, Unpooled.EMPTY_BUFFER);
            }
        }
    }

    private void end(ChannelHandlerContext context, Object lastWords) {
        state = State.ENDED;
        var _ = context.writeAndFlush(lastWords).addListener(ChannelFutureListener.CLOSE);
    }
}
