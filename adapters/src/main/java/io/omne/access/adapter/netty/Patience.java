package io.omne.access.adapter.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that has no request under way for too long, whether it says nothing or sends its headers
/// letter by letter. Bodies of requests, and the taking of answers, are timed by Netty.
///
/// An answer that has not ended, as a stream of events, may take forever, as long as its client takes what there is.
final class Patience extends ChannelDuplexHandler {

    private final Deadlines deadlines;
    private final Connections connections;
    private boolean underWay;
    private @Nullable Future<?> end;

    Patience(Deadlines deadlines, Connections connections) {
        this.deadlines = deadlines;
        this.connections = connections;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connections.opened(context.channel());
        closeAfter(context, deadlines.head());
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connections.closed(context.channel());
        goOn();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            underWay = true;
            goOn();
            connections.busy(context.channel());
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
            closeAfter(context, deadlines.idle());
            connections.idle(context.channel());
        }
    }

    private void closeAfter(ChannelHandlerContext context, Duration time) {
        goOn();
        end = context.executor().schedule(() -> close(context), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void close(ChannelHandlerContext context) {
        var _ = context.close();
    }

    private void goOn() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }
}
