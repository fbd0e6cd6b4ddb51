package io.omne.providers.adapter.http;

import io.omne.providers.api.ProviderFailure;
import io.omne.providers.api.ProviderUnavailable;
import io.omne.providers.api.ProviderUnavailable.Reason;
import io.omne.providers.api.RemoteProvider.Endpoint;
import io.omne.providers.api.RequestRefused;
import io.omne.providers.api.UnusableAnswer;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/// Maps the status of a provider's answer, or an exception of the request, to the failure that it means.
final class HttpFailures {

    private final Clock clock;

    HttpFailures(Clock clock) {
        this.clock = clock;
    }

    ProviderFailure ofStatus(String provider, int status, HttpHeaders headers) {
        String said = "%s answered with status %d".formatted(provider, status);
        return switch (status) {
            case 400, 413, 422 -> new RequestRefused(said);
            case 401, 403 -> new ProviderUnavailable(Reason.UNAUTHORIZED, false, said, null, null);
            case 429 -> new ProviderUnavailable(Reason.BUSY, false, said, retryAfter(headers), null);
            case 404, 405, 406, 407, 410, 411, 414, 415, 417, 421, 426, 451, 501, 505 ->
                new ProviderUnavailable(Reason.MISCONFIGURED, false, said, null, null);
            default ->
                new ProviderUnavailable(
                        status / 100 == 3 ? Reason.MISCONFIGURED : Reason.AWAY, false, said, retryAfter(headers), null);
        };
    }

    private @Nullable Duration retryAfter(HttpHeaders headers) {
        return RetryAfter.read(headers.getFirst(HttpHeaders.RETRY_AFTER), clock.instant());
    }

    /// The cause is the innermost one: the exceptions around it contain the request, whose headers
    /// contain the key.
    static ProviderFailure ofExchange(Endpoint endpoint, Throwable thrown) {
        String provider = endpoint.provider();
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(thrown);
        return switch (cause) {
            case DataBufferLimitException _ ->
                new UnusableAnswer(
                        "%s gave an answer of more than %d bytes".formatted(provider, HttpProvider.MOST_BYTES));
            case TimeoutException _ ->
                new ProviderUnavailable(
                        Reason.AWAY,
                        true,
                        "%s did not answer within %d ms"
                                .formatted(provider, endpoint.timeout().toMillis()),
                        null,
                        null);
            case ConnectException _, UnknownHostException _ -> unreached(provider, false, cause);
            default -> unreached(provider, true, cause);
        };
    }

    private static ProviderUnavailable unreached(String provider, boolean mayHaveBeenDone, Throwable cause) {
        return new ProviderUnavailable(Reason.AWAY, mayHaveBeenDone, provider + " could not be reached", null, cause);
    }

    /// The failure for an answer that cannot be read.
    static ProviderFailure ofAnswer(String provider, Exception thrown) {
        // The exception's message may quote the answer, so it is left out.
        return thrown instanceof UnexpectedEndOfInputException
                ? new ProviderUnavailable(Reason.AWAY, true, provider + " broke off in its answer", null, null)
                : unreadable(provider);
    }

    static UnusableAnswer unreadable(String provider) {
        return new UnusableAnswer(provider + " gave an answer that is not what it should be");
    }
}
