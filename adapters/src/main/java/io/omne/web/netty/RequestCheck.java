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

/// Which parts of a request are refused before anything reads them: what Netty could not decode, what it decodes and
/// is no HTTP/1 all the same, and expectations that nobody meets.
final class RequestCheck {

    private static final Pattern TARGET = Pattern.compile("/|\\*$|https?://", Pattern.CASE_INSENSITIVE);

    private RequestCheck() {}

    static boolean isRefused(HttpObject part) {
        return part.decoderResult().isFailure()
                || (part instanceof HttpRequest request
                        && (isMalformed(request) || !ExpectContinue.isKnown(request.headers())));
    }

    /// In ways that Netty lets pass (RFC 9112, 3.2 and 6.1).
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

    /// What a refused part is answered with.
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
