package io.omne.embedding.adapter.http;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.TextRefused;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/// Maps the status of a provider's answer, or an exception of the request, to the reason why there are no vectors.
final class HttpFailures {

    private final Duration timeout;
    private final Clock clock;

    /// @param timeout of a request
    HttpFailures(Duration timeout, Clock clock) {
        this.timeout = timeout;
        this.clock = clock;
    }

    NotEmbedded ofStatus(String provider, int status, HttpHeaders headers) {
        String said = "%s answered with status %d".formatted(provider, status);
        return switch (status) {
            case 400, 413, 422 -> new TextRefused(said);
            case 401, 403 -> new EmbeddingUnavailable(Reason.UNAUTHORIZED, said, null, null);
            case 429 -> new EmbeddingUnavailable(Reason.BUSY, said, retryAfter(headers), null);
            case 404, 405, 406, 407, 410, 411, 414, 415, 417, 421, 426, 451, 501, 505 ->
                new EmbeddingUnavailable(Reason.MISCONFIGURED, said, null, null);
            default ->
                new EmbeddingUnavailable(
                        status / 100 == 3 ? Reason.MISCONFIGURED : Reason.AWAY, said, retryAfter(headers), null);
        };
    }

    private @Nullable Duration retryAfter(HttpHeaders headers) {
        return RetryAfter.read(headers.getFirst(HttpHeaders.RETRY_AFTER), clock.instant());
    }

    /// The cause is the innermost one: the exceptions around it contain the request, whose headers contain the key.
    NotEmbedded ofExchange(String provider, Throwable thrown) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(thrown);
        return switch (cause) {
            case DataBufferLimitException _ ->
                new ModelFault(
                        "%s gave an answer of more than %d bytes".formatted(provider, HttpProvider.MOST_BYTES), null);
            case TimeoutException _ ->
                new EmbeddingUnavailable(
                        Reason.AWAY,
                        "%s did not answer within %d ms".formatted(provider, timeout.toMillis()),
                        null,
                        null);
            default -> new EmbeddingUnavailable(Reason.AWAY, provider + " could not be reached", null, cause);
        };
    }

    /// The failure for an answer that cannot be read.
    static NotEmbedded ofAnswer(String provider, Exception thrown) {
        // The exception's message may quote the answer, so it is left out.
        return thrown instanceof UnexpectedEndOfInputException
                ? new EmbeddingUnavailable(Reason.AWAY, provider + " broke off in its answer", null, null)
                : unreadable(provider);
    }

    static ModelFault unreadable(String provider) {
        return new ModelFault(provider + " gave an answer that is not what it should be", null);
    }
}
