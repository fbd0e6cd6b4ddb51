package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/// `rediss://` is Redis over TLS.
@Timeout(120)
class RedisTlsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int PORT = FreePort.next();
    private static final String URL = "rediss://:%s@127.0.0.1:%d/2".formatted(Secrets.MARKER, PORT);

    private static TestDatabase database;
    private static Path directory;
    private static Process redis;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        database = TestDatabase.create();
        directory = Files.createTempDirectory("omne-redis-tls");
        Process key = new ProcessBuilder(
                        ("openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out certificate -days 2 -subj /CN=redis"
                                        + " -addext subjectAltName=IP:127.0.0.1")
                                .split(" "))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
        assertThat(key.waitFor()).isZero();
        redis = new ProcessBuilder(List.of(
                        Objects.requireNonNullElse(System.getenv("OMNE_TEST_REDIS_SERVER"), "redis-server"),
                        "--port",
                        "0",
                        "--tls-port",
                        Integer.toString(PORT),
                        "--bind",
                        "127.0.0.1",
                        "--requirepass",
                        Secrets.MARKER,
                        "--tls-cert-file",
                        "certificate",
                        "--tls-key-file",
                        "key",
                        "--tls-auth-clients",
                        "no",
                        "--save",
                        ""))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Path log = directory.resolve("log");
        Eventually.holds(SOON, () -> contains(log, "Ready to accept connections"));
    }

    private static boolean contains(Path log, String text) {
        try {
            return Files.readString(log).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        redis.destroyForcibly();
        redis.onExit().join();
        database.close();
    }

    @Test
    void isSpokenWithAServerThatIsTrusted() {
        var trusted = Map.<String, Object>of(
                "spring.ssl.bundle.pem.redis.truststore.certificate", "file:" + directory.resolve("certificate"),
                "spring.data.redis.ssl.bundle", "redis",
                "spring.data.redis.timeout", "5s",
                "spring.data.redis.connect-timeout", "5s");
        try (var server = new Instance(database.url(), URL, trusted)) {
            var template = server.get(ReactiveStringRedisTemplate.class);
            assertThat(template.opsForValue().set("one", "two").block(SOON)).isTrue();
            assertThat(template.opsForValue().get("one").block(SOON)).isEqualTo("two");
            assertThat(template.execute(
                                    connection -> connection.serverCommands().info("keyspace"))
                            .blockFirst(SOON))
                    .containsKey("db2");
        }
    }

    @Test
    void isNotSpokenWithAServerThatIsNotTrusted() {
        FailedStart start = FailedStart.on(
                database.url(),
                Map.of(
                        "spring.data.redis.url", URL,
                        "spring.data.redis.timeout", "5s",
                        "spring.data.redis.connect-timeout", "5s"));
        assertThat(start.reason()).contains("no TLS with Redis");
        assertThat(start.output()).doesNotContain(Secrets.MARKER);
    }
}
