package io.omne.web.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// Lets one request at a time through. Drops a request that comes before the previous one is answered, and closes
/// the connection after that answer, as HTTP allows: to keep the request would take memory that no limit counts.
/// Rejects data that is not HTTP/1 and closes the connection too, because it is unknown where the next request
/// begins.
///
/// A client that has the whole body of an answer can send its next request before this class has seen the answer's
/// end. That request is not too early: it is kept until then.
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

    /// Bytes of the answer's body that are not written yet; -1 if its length is not known.
    private long left = -1;

    /// What has come of the next request since the body of the current answer was written.
    private final Queue<Object> next = new ArrayDeque<>();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (state != State.OPEN) {
            ReferenceCountUtil.release(message);
        } else if (!next.isEmpty() || (underWay && answering && left == 0 && message instanceof HttpRequest)) {
            next.add(message);
        } else if (message instanceof HttpObject part && RequestCheck.isRefused(part)) {
            HttpResponseStatus status = RequestCheck.status(part);
            boolean isNext = message instanceof HttpRequest;
            ReferenceCountUtil.release(message);
            reject(context, status, isNext);
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
    private void reject(ChannelHandlerContext context, HttpResponseStatus status, boolean isNext) {
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
            left = HttpUtil.getContentLength(response, -1L);
            if (isLast) {
                HttpUtil.setKeepAlive(response, false);
            } else {
                isLast = !HttpUtil.isKeepAlive(response);
            }
        }
        left -= length(message);
        var _ = context.write(message, promise);
        if (answers && message instanceof LastHttpContent) {
            underWay = false;
            answering = false;
            left = -1;
            if (isLast || state == State.ENDING) {
                end(context, Unpooled.EMPTY_BUFFER);
            } else if (!next.isEmpty()) {
                context.executor().execute(() -> readNext(context));
            }
        }
    }

    private static int length(Object message) {
        return switch (message) {
            case ByteBuf bytes -> bytes.readableBytes();
            case ByteBufHolder holder -> holder.content().readableBytes();
            default -> 0;
        };
    }

    private void readNext(ChannelHandlerContext context) {
        List<Object> kept = List.copyOf(next);
        next.clear();
        kept.forEach(message -> channelRead(context, message));
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        next.forEach(ReferenceCountUtil::release);
        next.clear();
        context.fireChannelInactive();
    }

    private void end(ChannelHandlerContext context, Object lastWords) {
        state = State.ENDED;
        var _ = context.writeAndFlush(lastWords).addListener(ChannelFutureListener.CLOSE);
    }
}
