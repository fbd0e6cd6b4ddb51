package io.omne.access.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.validation.CannotStart;
import io.omne.web.request.RouteRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class CorsFilterTest {

    private static final String APP = "https://app.example";

    private static DisposableServer server;

    private static final class Conditions implements RouteRules {

        @Override
        public Set<String> requestHeaders() {
            return Set.of("If-Match");
        }

        @Override
        public Set<String> responseHeaders() {
            return Set.of("ETag");
        }
    }

    private static final class Rates implements RouteRules {

        @Override
        public Set<String> responseHeaders() {
            return Set.of("RateLimit-Limit");
        }
    }

    /// Behind the filter everything is a 200.
    @BeforeAll
    static void start() {
        server = HttpServer.create()
                .host("localhost")
                .handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.webHandler(
                                exchange -> exchange.getResponse().setComplete())
                        .filter(new CorsFilter(
                                List.of(APP, "http://localhost:3000"), List.of(new Conditions(), new Rates())))
                        .build()))
                .bindNow();
    }

    @AfterAll
    static void stop() {
        server.disposeNow();
    }

    private static HttpResponse<String> send(String method, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/api/v1/memories"))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static Optional<String> allowed(HttpResponse<String> response) {
        return response.headers().firstValue("Access-Control-Allow-Origin");
    }

    @Test
    void letsPagesOfNamedOriginsIn() throws Exception {
        for (String origin : List.of(APP, "http://localhost:3000")) {
            var preflight = send(
                    "OPTIONS",
                    "Origin",
                    origin,
                    "Access-Control-Request-Method",
                    "PATCH",
                    "Access-Control-Request-Headers",
                    "authorization, if-match, content-type");
            var read = send("GET", "Origin", origin);

            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(allowed(preflight)).hasValue(origin);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                    .hasValue("authorization, if-match, content-type");
            assertThat(allowed(read)).hasValue(origin);
            assertThat(read.headers().firstValue("Access-Control-Expose-Headers"))
                    .hasValue("ETag, RateLimit-Limit, Retry-After, WWW-Authenticate");
            assertThat(read.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
        }
    }

    @Test
    void takesNoHeaderThatNoModuleNames() throws Exception {
        var preflight = send(
                "OPTIONS",
                "Origin",
                APP,
                "Access-Control-Request-Method",
                "PATCH",
                "Access-Control-Request-Headers",
                "if-none-match");

        assertThat(preflight.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://app.example.evil.example",
                "https://evil-app.example",
                "http://app.example",
                "https://app.example:8443",
                "null"
            })
    void keepsOthersOut(String origin) throws Exception {
        for (HttpResponse<String> response : List.of(
                send("GET", "Origin", origin),
                send("OPTIONS", "Origin", origin, "Access-Control-Request-Method", "GET"))) {
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(allowed(response)).isEmpty();
        }
    }

    /// The server does not know that TLS ends in front of it.
    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void letsItsOwnPagesIn(String scheme) throws Exception {
        var response = send("POST", "Origin", scheme + "://localhost:" + server.port());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(allowed(response)).isEmpty();
    }

    @Test
    void saysNothingToThoseWhoAreNoPages() throws Exception {
        assertThat(send("GET").statusCode()).isEqualTo(200);
        assertThat(allowed(send("GET"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.example",
                "https://app.example/",
                "https://app.example/path",
                "https://user@app.example",
                "https://*.example",
                "ftp://app.example",
                "null",
                "https://",
                " "
            })
    void refusesToStartWithWhatIsNoOrigin(String text) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> new CorsFilter(List.of(text), List.of()))
                .withMessageContaining("omne.cors.allowed-origins");
    }

    @Test
    void doesNotRepeatWhatIsNoOrigin() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> new CorsFilter(List.of("https://user:Quetzalcoatlus@app.example"), List.of()))
                .withMessageNotContaining("Quetzalcoatlus");
    }

    @Test
    void refusesToStartWithAllOriginsBesideOne() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> new CorsFilter(List.of("https://app.example", "*"), List.of()))
                .withMessageContaining("omne.cors.allowed-origins");
    }
}
