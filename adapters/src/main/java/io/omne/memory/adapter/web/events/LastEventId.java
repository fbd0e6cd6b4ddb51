package io.omne.memory.adapter.web.events;

import io.omne.memory.adapter.web.document.QuerySchemas;
import io.omne.validation.InvalidValue;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.QueryParameters;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;

/// Reads from a request which event its client received last. Clients send it in the header when they reconnect, or
/// in a parameter if they cannot set the header on their first request. The header takes precedence.
public final class LastEventId {

    public static final String PARAMETER = "last_event_id";
    public static final String HEADER = "Last-Event-ID";

    private static final Pattern ID = Pattern.compile(EventIds.FORM);

    private LastEventId() {}

    /// Null if the request names no event. An empty value comes from a client that has not received an event yet.
    ///
    /// @throws RequestProblem if the value cannot be the id of an event
    static @Nullable String last(HttpHeaders headers, MultiValueMap<String, String> parameters) {
        var query = new QueryParameters(parameters, QuerySchemas.EVENTS);
        String fromParameter = query.optional(PARAMETER, (_, text) -> text.isBlank() ? text : checked(text));
        query.check();
        List<String> sent = headers.getOrEmpty(HEADER);
        return switch (sent.size()) {
            case 0 -> named(fromParameter);
            case 1 -> sent.getFirst().isBlank() ? named(fromParameter) : fromHeader(sent.getFirst());
            default -> throw EventIds.unknown();
        };
    }

    private static @Nullable String named(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static String fromHeader(String text) {
        try {
            return checked(text);
        } catch (InvalidValue e) {
            throw RequestProblem.of(FieldError.of(e));
        }
    }

    private static String checked(String text) {
        if (!ID.matcher(text).matches()) {
            throw EventIds.notOurs();
        }
        return text;
    }
}
