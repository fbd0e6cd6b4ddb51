package io.omne.web.request;

import java.util.Map;
import java.util.Set;

/// A module's exceptions to the rules for routes, which are: a token is needed, a body has at most
/// `spring.http.codecs.max-in-memory-size`, and pages of other origins may send and read only the usual headers.
/// One bean for each module. Patterns are those of {@link org.springframework.web.util.pattern.PathPattern}.
///
/// Paths below `/api/v1/admin/` need the scope `omne:admin`, whatever a module says.
public interface RouteRules {

    /// Patterns of paths that need no token.
    default Set<String> openPaths() {
        return Set.of();
    }

    /// Patterns of paths that need the scope `omne:admin`, beside those below `/api/v1/admin/`. A path that is also
    /// in {@link #openPaths} is open.
    default Set<String> administrationPaths() {
        return Set.of();
    }

    /// How many bytes the body of a request may have, by the pattern of its path; the most specific pattern
    /// applies.
    default Map<String, Long> bodyLimits() {
        return Map.of();
    }

    /// Headers that pages of other origins may send, beside `Authorization` and `Content-Type`.
    default Set<String> requestHeaders() {
        return Set.of();
    }

    /// Headers of responses that pages of other origins may read, beside `Retry-After` and `WWW-Authenticate`.
    default Set<String> responseHeaders() {
        return Set.of();
    }
}
