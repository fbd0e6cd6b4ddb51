package io.omne;

import io.omne.database.api.CursorKey;
import io.omne.memory.application.administration.AdministrationHandlers;
import io.omne.memory.application.sweeps.SweepSettings;
import io.omne.web.request.RouteRules;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.MapPropertySource;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs the web adapters behind a real socket, with {@link TestMemories} behind the gateways. All test classes
/// share one.
public final class TestServer {

    private static final TestServer SERVER = new TestServer();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TestMemories memories;
    private final TestAdministration administration;
    private final TestEmbedding embedding;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestServer() {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "omne.security.jwt-secret",
                                TestTokens.SECRET,
                                "omne.events.heartbeat",
                                "PT0.1S",
                                "omne.rate-limit.claim",
                                "test_limit")));
        context.getBeanFactory().setConversionService(new DefaultFormattingConversionService());
        context.register(Web.class);
        context.refresh();
        memories = context.getBean(TestMemories.class);
        administration = context.getBean(TestAdministration.class);
        embedding = context.getBean(TestEmbedding.class);
        port = HttpServer.create()
                .host("localhost")
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(context).build()))
                .bindNow()
                .port();
    }

    public static TestServer running() {
        return SERVER;
    }

    public TestMemories memories() {
        return memories;
    }

    public TestAdministration administration() {
        return administration;
    }

    public TestEmbedding embedding() {
        return embedding;
    }

    /// A new user with a valid token.
    public Caller somebody() {
        UUID user = UUID.randomUUID();
        return new Caller(user, "Bearer " + TestTokens.of(user));
    }

    /// A new user with a valid token and the scope `omne:admin`.
    public Caller administrator() {
        UUID user = UUID.randomUUID();
        return new Caller(user, "Bearer " + TestTokens.of(user, "omne:admin"));
    }

    public Caller with(@Nullable String authorization) {
        return new Caller(UUID.randomUUID(), authorization);
    }

    /// Sends bytes that no client would send, and returns the response.
    public String raw(String request) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public final class Caller {

        private final UUID user;
        private final @Nullable String authorization;

        private Caller(UUID user, @Nullable String authorization) {
            this.user = user;
            this.authorization = authorization;
        }

        public UUID user() {
            return user;
        }

        public @Nullable String authorization() {
            return authorization;
        }

        public Reply get(String path, String... headers) {
            return send("GET", path, BodyPublishers.noBody(), headers);
        }

        /// Opens a stream, which the caller must close.
        public SentEvents stream(String path, String... headers) {
            String[] all = Arrays.copyOf(headers, headers.length + (authorization == null ? 0 : 2));
            if (authorization != null) {
                all[headers.length] = "Authorization";
                all[headers.length + 1] = authorization;
            }
            return SentEvents.open(URI.create("http://localhost:" + port + path), all);
        }

        public Reply delete(String path) {
            return send("DELETE", path, BodyPublishers.noBody());
        }

        public Reply post(String path) {
            return send("POST", path, BodyPublishers.noBody());
        }

        public Reply post(String path, String json, String... headers) {
            return sendJson("POST", path, json, headers);
        }

        public Reply patch(String path, String json, String... headers) {
            return sendJson("PATCH", path, json, headers);
        }

        private Reply sendJson(String method, String path, String json, String... headers) {
            String[] all = new String[headers.length + 2];
            all[0] = "Content-Type";
            all[1] = "application/json";
            System.arraycopy(headers, 0, all, 2, headers.length);
            return send(method, path, BodyPublishers.ofString(json), all);
        }

        public Reply send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .timeout(Duration.ofSeconds(20))
                    .method(method, body);
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            try {
                return new Reply(client.send(request.build(), BodyHandlers.ofString()));
            } catch (IOException e) {
                throw new IllegalStateException(method + " " + path, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    public record Reply(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        /// The header's value; empty if it is missing.
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        /// The field of the answer as text, for assertions.
        public String text(String field) {
            return json().path(field).asString();
        }

        /// The errors of a problem as `field code`.
        public List<String> errors() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("field").asString() + " "
                            + error.path("code").asString())
                    .toList();
        }
    }

    @EnableWebFlux
    @ComponentScan({
        "io.omne.access.adapter.web",
        "io.omne.embedding.adapter.web",
        "io.omne.memory.adapter.web",
        "io.omne.web.openapi",
        "io.omne.web.problem",
        "io.omne.web.request",
        "io.omne.web.server"
    })
    static class Web implements WebFluxConfigurer {

        /// Sets the same limit as `application.yaml`.
        @Override
        public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
            configurer.defaultCodecs().maxInMemorySize(1024 * 1024);
        }

        @Bean
        TestMemories memories(CommandBus commands, QueryBus queries) {
            var memories = new TestMemories();
            memories.subscribeTo(commands, queries);
            return memories;
        }

        @Bean
        TestAdministration administration(CommandBus commands, QueryBus queries, SweepSettings sweeps) {
            var administration = new TestAdministration();
            AdministrationHandlers.ofJobs(administration, administration, sweeps)
                    .forEach(handlers -> {
                        new AnnotationCommandHandlerAdapter<>(handlers).subscribe(commands);
                        new AnnotationQueryHandlerAdapter<>(handlers).subscribe(queries);
                    });
            return administration;
        }

        @Bean
        SweepSettings sweepSettings() {
            return new SweepSettings(
                    new SweepSettings.Pending(Duration.ofMinutes(5), 50),
                    new SweepSettings.Failed(Duration.ZERO, Duration.ofHours(24), 50));
        }

        @Bean
        TestEmbedding embedding(QueryBus queries) {
            var embedding = new TestEmbedding();
            new AnnotationQueryHandlerAdapter<>(AdministrationHandlers.ofEmbedding(embedding, embedding, embedding))
                    .subscribe(queries);
            return embedding;
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        CursorKey cursorKey() {
            return () -> new byte[32];
        }

        @Bean
        RouteRules testRules() {
            return new RouteRules() {
                @Override
                public Set<String> openPaths() {
                    return Set.of("/test/open/**", "/api/v1/admin/**");
                }

                @Override
                public Set<String> administrationPaths() {
                    return Set.of("/test/administration");
                }
            };
        }

        /// Asynchronous, like the command bus of the server.
        @Bean
        CommandBus commandBus() {
            return AsynchronousCommandBus.builder()
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
        }

        @Bean
        QueryBus queryBus() {
            return SimpleQueryBus.builder().build();
        }

        @Bean
        CommandGateway commandGateway(CommandBus bus) {
            return DefaultCommandGateway.builder().commandBus(bus).build();
        }

        @Bean
        QueryGateway queryGateway(QueryBus bus) {
            return DefaultQueryGateway.builder().queryBus(bus).build();
        }
    }
}
