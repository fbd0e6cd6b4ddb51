package io.omne.access.adapter.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that has no request under way for too long, whether it says nothing or sends its headers
/// letter by letter, and one whose request has a body that does not end. Silence within a body, and the taking of
/// answers, are timed by Netty. It can time bodies too, but keeps all it has of a request until the time is over
/// where the request was answered, or its connection closed, before its body had ended.
///
/// An answer that has not ended, as a stream of events, may take forever, as long as its client takes what there is.
final class Patience extends ChannelDuplexHandler {

    private final Deadlines deadlines;
    private final Connections connections;
    private boolean underWay;
    private @Nullable Future<?> endOfHead;
    private @Nullable Future<?> endOfBody;

    Patience(Deadlines deadlines, Connections connections) {
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
        cancel(endOfBody);
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            underWay = true;
            cancel(endOfHead);
            connections.busy(context.channel());
            endOfBody = after(deadlines.body(), context, () -> giveUp(context));
        }
        if (message instanceof LastHttpContent) {
            cancel(endOfBody);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ChannelPromise written = promise;
        if (message instanceof LastHttpContent && !EveryAnswer.isInformational(message)) {
            underWay = false;
            written = promise.unvoid();
            written.addListener(_ -> waitForTheNext(context));
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

    /// Whoever reads the body hears of it and may answer, if he has not yet.
    private static void giveUp(ChannelHandlerContext context) {
        context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
        close(context);
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
