package io.omne.access.adapter.netty;

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
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// Refuses what is no HTTP/1, after the answers to what came before it, and closes the connection: where one such
/// request ends and the next begins is anybody's guess.
///
/// Reactor Netty would do so too, but leaves the request without an answer, and the connection open for good,
/// where the request before has been answered and not yet been put away.
final class Malformed extends ChannelDuplexHandler {

    private int underWay;
    private boolean answering;
    private boolean inBody;
    private @Nullable HttpResponseStatus refusal;
    private boolean refused;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refusal != null) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (isMalformed(message)) {
            refusal = statusFor((HttpObject) message);
            inBody = !(message instanceof HttpRequest);
            ReferenceCountUtil.release(message);
            refuse(context);
            return;
        }
        if (message instanceof HttpRequest) {
            underWay++;
        }
        context.fireChannelRead(message);
    }

    private static boolean isMalformed(Object message) {
        return (message instanceof HttpObject part && part.decoderResult().isFailure())
                || (message instanceof HttpRequest request
                        && request.protocolVersion().majorVersion() != 1);
    }

    private static HttpResponseStatus statusFor(HttpObject message) {
        return switch (message.decoderResult().cause()) {
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            case null, default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (refused) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        boolean last = false;
        if (!isInformational(message)) {
            answering |= message instanceof HttpResponse;
            last = message instanceof LastHttpContent;
        }
        var _ = context.write(message, promise);
        if (last) {
            underWay--;
            answering = false;
            refuse(context);
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /// Once nothing else is to be answered. One whose body broke is under way itself, unless it has been answered.
    private void refuse(ChannelHandlerContext context) {
        if (refusal == null || refused) {
            return;
        }
        if (inBody && underWay == 0) {
            refused = true;
            close(context, Unpooled.EMPTY_BUFFER);
        } else if (underWay == (inBody ? 1 : 0) && !answering) {
            refused = true;
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal);
            answer.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            close(context, answer);
        }
    }

    private static void close(ChannelHandlerContext context, Object lastWords) {
        var _ = context.writeAndFlush(lastWords).addListener(ChannelFutureListener.CLOSE);
    }
}
