package io.omne.web.problem;

import java.util.Set;
import java.util.TreeSet;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;

/// Maps exceptions of Spring and Axon to problems, if the client can correct the cause.
final class FrameworkProblems {

    private FrameworkProblems() {}

    /// The problem for an exception, its causes aside; null if it is none of these.
    static @Nullable Problem of(Throwable thrown) {
        return switch (thrown) {
            case MethodNotAllowedException e ->
                Problem.of(e.getStatusCode(), sentence(e.getStatusCode()))
                        .with(HttpHeaders.ALLOW, allowed(e.getSupportedMethods()));
            case ResponseStatusException e
            when e.getStatusCode().is4xxClientError() ->
                Problem.of(e.getStatusCode(), sentence(e.getStatusCode())).with(e.getHeaders());
            case ResponseStatusException _ -> null;
            case ErrorResponseException e -> Problem.of(e);
            case DataBufferLimitException _ ->
                Problem.of(HttpStatus.CONTENT_TOO_LARGE, sentence(HttpStatus.CONTENT_TOO_LARGE));
            case ConcurrencyException _ ->
                Problem.of(HttpStatus.CONFLICT, "Others changed the same thing at the same time: try again.");
            default -> null;
        };
    }

    /// `HEAD` is answered wherever `GET` is, and `OPTIONS` everywhere.
    private static String allowed(Set<HttpMethod> mapped) {
        var allowed = new TreeSet<String>();
        mapped.forEach(method -> allowed.add(method.name()));
        if (mapped.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD.name());
        }
        allowed.add(HttpMethod.OPTIONS.name());
        return String.join(", ", allowed);
    }

    private static String sentence(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> "The request is malformed.";
            case 404 -> "There is nothing at this path.";
            case 405 -> "This path does not take this method.";
            case 406 -> "This path has no answer in a media type that the request accepts.";
            case 413 -> "The body is larger than this path takes.";
            case 415 -> "This path does not take a body of this media type.";
            default -> "The request cannot be answered.";
        };
    }
}
