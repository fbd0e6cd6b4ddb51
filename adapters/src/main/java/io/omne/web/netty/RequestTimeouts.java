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

/// Closes a connection that has no request under way for too long, whether it says nothing or sends its headers
/// letter by letter, and one whose request has a body that stops or does not end. Whoever waits for an answer then
/// is told why; whoever reads the body, that the client has gone. The taking of answers is timed by Netty.
///
/// Reactor Netty can time bodies too, but keeps all it has of a request until the time is over where the request
/// was answered, or its connection closed, before its body had ended.
///
/// An answer that has not ended, as a stream of events, may take forever, as long as its client takes what there is.
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

    /// The next request may have come before this one's answer was taken.
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
