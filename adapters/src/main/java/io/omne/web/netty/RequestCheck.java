package io.omne.web.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.regex.Pattern;

/// Decides which parts of a request are rejected before they are read: parts that Netty cannot decode, parts that it
/// decodes although they are not HTTP/1, and expectations that the server does not support.
final class RequestCheck {

    private static final Pattern TARGET = Pattern.compile("/|\\*$|https?://", Pattern.CASE_INSENSITIVE);

    private RequestCheck() {}

    static boolean isRefused(HttpObject part) {
        return part.decoderResult().isFailure()
                || (part instanceof HttpRequest request
                        && (isMalformed(request) || !ExpectContinue.isKnown(request.headers())));
    }

    /// Whether it is malformed in a way that Netty accepts (RFC 9112, 3.2 and 6.1).
    private static boolean isMalformed(HttpRequest request) {
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean plain = codings.isEmpty()
                || (codings.size() == 1
                        && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                                codings.getFirst().strip()));
        return request.protocolVersion().majorVersion() != 1
                || hosts > 1
                || (hosts == 0 && request.protocolVersion().minorVersion() > 0)
                || !plain
                || !TARGET.matcher(request.uri()).lookingAt();
    }

    /// The status of the answer to a rejected part.
    static HttpResponseStatus status(HttpObject message) {
        return switch (message.decoderResult().cause()) {
            case TooLongHttpLineException _
            when message instanceof HttpRequest -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            case null, default ->
                message.decoderResult().isFailure() || (message instanceof HttpRequest request && isMalformed(request))
                        ? HttpResponseStatus.BAD_REQUEST
                        : HttpResponseStatus.EXPECTATION_FAILED;
        };
    }
}
