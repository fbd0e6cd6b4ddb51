package io.omne.web.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that has no request for too long, whether the client sends nothing or sends headers letter
/// by letter, and a connection whose request has a body that stops or does not end. In the second case, a client
/// without an answer gets 408, and the code that reads the body gets an error as if the client had disconnected.
/// Netty limits the time in which a client must receive answers.
///
/// Reactor Netty has a time-out for bodies too. But if a request is answered, or its connection closed, before its
/// body ends, Reactor Netty keeps all data of the request until the time is over.
///
/// An answer, such as a stream of events, may take forever, as long as its client receives what is sent.
final class RequestTimeouts extends ChannelDuplexHandler {

    private final Timeouts deadlines;
    private final ConnectionLimit connections;
    private boolean underWay;
    private boolean unanswered;
    private @Nullable Future<?> endOfHead;
    private @Nullable Future<?> endOfBody;
    private @Nullable Future<?> endOfSilence;

    RequestTimeouts(Timeouts deadlines, ConnectionLimit connections) {
        this.deadlines = deadlines;
        this.connections = connections;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connections.opened(context.channel());
        waitForAHead(context, deadlines.head());
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connections.closed(context.channel());
        cancel(endOfHead);
        waitForNoBody();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            underWay = true;
            unanswered = true;
            cancel(endOfHead);
            connections.busy(context.channel());
            endOfBody = after(deadlines.body(), context, () -> giveUp(context));
        }
        if (message instanceof LastHttpContent) {
            waitForNoBody();
        } else if (message instanceof HttpRequest || message instanceof HttpContent) {
            cancel(endOfSilence);
            endOfSilence = after(deadlines.silence(), context, () -> giveUp(context));
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ChannelPromise written = promise;
        if (!ResponseDefaults.isInformational(message)) {
            if (message instanceof HttpResponse) {
                unanswered = false;
            }
            if (message instanceof LastHttpContent) {
                underWay = false;
                written = promise.unvoid();
                written.addListener(_ -> waitForTheNext(context));
            }
        }
        var _ = context.write(message, written);
    }

    /// The next request may have come before the answer to this one was sent.
    private void waitForTheNext(ChannelHandlerContext context) {
        if (!underWay && context.channel().isActive()) {
            waitForAHead(context, deadlines.idle());
            connections.idle(context.channel());
        }
    }

    private void waitForAHead(ChannelHandlerContext context, Duration time) {
        endOfHead = after(time, context, () -> close(context));
    }

    private void waitForNoBody() {
        cancel(endOfBody);
        cancel(endOfSilence);
    }

    private void giveUp(ChannelHandlerContext context) {
        waitForNoBody();
        if (unanswered) {
            unanswered = false;
            var _ = context.writeAndFlush(tooLate());
        } else {
            close(context);
        }
    }

    private static HttpResponse tooLate() {
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    private static void close(ChannelHandlerContext context) {
        var _ = context.close();
    }

    private static Future<?> after(Duration time, ChannelHandlerContext context, Runnable action) {
        return context.executor().schedule(action, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void cancel(@Nullable Future<?> future) {
        if (future != null) {
            future.cancel(false);
        }
    }
}
