package io.omne.web.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import io.omne.validation.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// An answer in the form of RFC 9457: `type`, `title`, `status`, `detail` and `instance`, whatever the request
/// accepts.
public final class Problem {

    private static final URI NO_TYPE_OF_ITS_OWN = URI.create("about:blank");
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .addMixIn(ErrorCode.class, Code.class)
            .build();

    /// The text of the code, not the constant's name.
    private interface Code {

        @JsonValue
        String text();
    }

    private final ProblemDetail body;
    private final HttpHeaders headers = new HttpHeaders();

    private Problem(ProblemDetail body) {
        this.body = body;
    }

    public static Problem of(HttpStatusCode status, @Nullable String detail) {
        return new Problem(ProblemDetail.forStatusAndDetail(status, detail));
    }

    /// The problem as the exception describes it.
    public static Problem of(ErrorResponse response) {
        var problem = new Problem(response.getBody());
        problem.headers.putAll(response.getHeaders());
        return problem;
    }

    public Problem with(String header, String value) {
        headers.set(header, value);
        return this;
    }

    public Problem with(HttpHeaders more) {
        headers.putAll(more);
        return this;
    }

    /// Null if the path is no URI by itself, such as `//`.
    private static @Nullable URI instance(ServerWebExchange exchange) {
        try {
            return new URI(exchange.getRequest().getURI().getRawPath());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    public Mono<Void> answer(ServerWebExchange exchange) {
        body.setType(NO_TYPE_OF_ITS_OWN);
        body.setInstance(instance(exchange));
        byte[] json = JSON.writeValueAsBytes(body);
        var response = exchange.getResponse();
        response.setRawStatusCode(body.getStatus());
        response.getHeaders().putAll(headers);
        // Spring Security, if it adds its headers too, leaves this one as it is.
        response.getHeaders().set("X-Content-Type-Options", "nosniff");
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setContentLength(json.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(json)));
    }
}
