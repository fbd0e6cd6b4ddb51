package io.omne.access.adapter.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that has no request under way for too long, whether it says nothing or sends its headers
/// letter by letter, and one that does not take its answer. Bodies of requests are timed by Reactor Netty.
///
/// An answer that has not ended, as a stream of events, may take forever.
final class Patience extends ChannelDuplexHandler {

    private final Deadlines deadlines;
    private final Connections connections;
    private int underWay;
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
            underWay++;
            goOn();
            connections.busy(context.channel());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInformational(message)) {
            underWay--;
            if (underWay == 0) {
                closeAfter(context, deadlines.body());
                var _ = promise.unvoid().addListener(_ -> waitForTheNext(context));
            }
        }
        var _ = context.write(message, promise);
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /// The next request may have come before the answer was taken.
    private void waitForTheNext(ChannelHandlerContext context) {
        if (underWay == 0 && context.channel().isActive()) {
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
