package io.omne.memory.adapter.web;

import io.omne.memory.InvalidValue;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;

/// The ids of streamed events, and where a request says which of them it had last: in the header that clients
/// send when they come back, or in a parameter, for those that cannot set it when they first come. The header
/// counts.
final class EventPlace {

    static final String PARAMETER = "last_event_id";
    static final String HEADER = "Last-Event-ID";
    static final String FORM = "(0|[1-9][0-9]{0,17})";

    private static final Pattern PLACE = Pattern.compile(FORM);

    private EventPlace() {}

    /// Null where the request names none.
    ///
    /// @throws Refused when it could not be the id of an event
    static @Nullable Long last(HttpHeaders headers, MultiValueMap<String, String> parameters) {
        var query = new Query(parameters, Queries.EVENTS);
        Long fromParameter = query.optional(PARAMETER, (_, text) -> read(text));
        query.check();
        List<String> sent = headers.getOrEmpty(HEADER);
        return switch (sent.size()) {
            case 0 -> fromParameter;
            case 1 -> fromHeader(sent.getFirst());
            default -> throw unknown();
        };
    }

    private static Long fromHeader(String text) {
        try {
            return read(text);
        } catch (InvalidValue e) {
            throw Refused.of(FieldError.of(e));
        }
    }

    private static Long read(String text) {
        if (!PLACE.matcher(text).matches()) {
            throw notOurs();
        }
        return Long.valueOf(text);
    }

    static String id(long place) {
        return Long.toString(place);
    }

    /// For an id that no event has.
    static Refused unknown() {
        return Refused.of(FieldError.of(notOurs()));
    }

    private static InvalidValue notOurs() {
        return new InvalidValue(PARAMETER, FieldError.MALFORMED, "must be the id of an event of such a stream");
    }
}
