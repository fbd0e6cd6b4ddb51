package io.omne.web.netty;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Adds a problem (RFC 9457) to an error without a body, such as the answer to a request so broken that no handler
/// sees it.
final class SocketProblem {

    private SocketProblem() {}

    static boolean isMissingIn(FullHttpResponse response) {
        return response.status().code() >= 400
                && !response.content().isReadable()
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    /// The response with a problem as its body.
    ///
    /// @param target the target of the request, if it is known
    static FullHttpResponse in(FullHttpResponse response, @Nullable String target) {
        HttpResponseStatus status = response.status();
        byte[] json = """
                {"type":"about:blank","title":"%s","status":%d,"detail":"%s"%s}""".formatted(status.reasonPhrase(), status.code(), sentence(status.code()), instance(target))
                .getBytes(StandardCharsets.UTF_8);
        var answer = new DefaultFullHttpResponse(
                response.protocolVersion(),
                status,
                Unpooled.wrappedBuffer(json),
                response.headers().copy(),
                response.trailingHeaders().copy());
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, json.length);
        ReferenceCountUtil.release(response);
        return answer;
    }

    /// The path as a member of the problem; empty if there is no target, or it is no URI.
    private static String instance(@Nullable String target) {
        try {
            // The path of a URI has no character that JSON escapes.
            return target == null ? "" : ",\"instance\":\"%s\"".formatted(new URI(target).getRawPath());
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static String sentence(int status) {
        return switch (status) {
            case 400 -> "The request is malformed.";
            case 404 -> "There is nothing at this path.";
            case 408 -> "The body did not come in time.";
            case 414 -> "The request's first line is too long.";
            case 417 -> "The request expects something other than 100-continue.";
            case 431 -> "The request's headers are too large.";
            default -> "The request cannot be answered.";
        };
    }
}
