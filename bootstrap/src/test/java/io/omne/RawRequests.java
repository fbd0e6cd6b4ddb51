package io.omne;

import java.util.stream.Stream;

/// Requests of a user, each written out.
record RawRequests(String token) {

    /// @param line its method and its target
    String head(String line, String... headers) {
        return line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat) + "\r\n";
    }

    /// A memory that is to be kept, and the last request of its connection.
    String create(String body, String... headers) {
        return head(
                        "POST /api/v1/memories",
                        Stream.concat(
                                        Stream.of("Content-Type: application/json", "Connection: close"),
                                        Stream.of(headers))
                                .toArray(String[]::new))
                + body;
    }

    /// One that says how long its body is.
    String sized(String body, String... headers) {
        return create(
                body,
                Stream.concat(Stream.of("Content-Length: " + body.length()), Stream.of(headers))
                        .toArray(String[]::new));
    }
}
