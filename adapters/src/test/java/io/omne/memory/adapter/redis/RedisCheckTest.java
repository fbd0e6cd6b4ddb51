package io.omne.memory.adapter.redis;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.ClientOptions;
import io.omne.TestRedis;
import io.omne.validation.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/// A Redis that refuses the settings ends the start; one that is away, or not ready, does not.
@Timeout(60)
class RedisCheckTest {

    private static final String PASSWORD = "Quetzalcoatlus";

    private static TestRedis redis;

    @BeforeAll
    static void start() {
        redis = new TestRedis();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void demandNoPassword() {
        use(redis.url(), "", PASSWORD, 0, false, RedisCheckTest::demandNoPassword);
    }

    private static void demandNoPassword(ReactiveStringRedisTemplate template) {
        template.execute(connection -> connection.serverCommands().setConfig("requirepass", ""))
                .onErrorComplete() // it had none
                .blockLast();
    }

    private static void demandAPassword() {
        redis.ask(it -> it.configSet("requirepass", PASSWORD));
    }

    @Test
    void takesARedisThatAnswers() {
        demandAPassword();
        assertThatNoException().isThrownBy(() -> check("", PASSWORD, 0));
        assertThatNoException().isThrownBy(() -> check("default", PASSWORD, 3));
    }

    @Test
    void refusesAWrongOrMissingPassword() {
        demandAPassword();
        assertRefused(() -> check("", "wrong-" + PASSWORD, 0), "refuses the user or password");
        assertRefused(() -> check("", "", 0), "refuses the user or password");
        assertRefused(() -> check("nobody", PASSWORD, 0), "refuses the user or password");
    }

    @Test
    void refusesADatabaseThatThereIsNot() {
        assertRefused(() -> check("", "", 9_999), "no database of the number");
    }

    @Test
    void refusesAUserWhoMayNotAsk() {
        redis.ask(it -> it.aclSetuser("meek", AclSetuserArgs.Builder.on().addPassword(PASSWORD)));
        assertRefused(() -> check("meek", PASSWORD, 0), "INFO");
    }

    @Test
    void refusesAServerWithoutTls() throws IOException {
        try (var server = answering("-ERR unknown command\r\n")) {
            assertRefused(
                    () -> use("redis://127.0.0.1:" + server.getLocalPort(), "", "", 0, true, RedisCheckTest::check),
                    "TLS");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-LOADING Redis is loading the dataset in memory",
                "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "-ERR max number of clients reached"
            })
    void goesOnWithoutARedisThatIsNotReady(String answer) throws IOException {
        try (var server = answering(answer + "\r\n")) {
            assertThatNoException().isThrownBy(() -> checkAt(server));
        }
    }

    @Test
    void refusesProtectedMode() throws IOException {
        try (var server =
                answering("-DENIED Redis is running in protected mode because protected mode is enabled\r\n")) {
            assertRefused(() -> checkAt(server), "protected mode");
        }
    }

    /// The first attempt of a process may take too long, or meet a Redis that is just starting.
    @Test
    void refusesWhatTheSecondAttemptIsToldByRedis() throws IOException {
        var attempts = new AtomicInteger();
        try (var server = answering(
                () -> attempts.incrementAndGet() == 1 ? "" : "-WRONGPASS invalid username-password pair\r\n")) {
            assertRefused(() -> checkAt(server), "password");
        }
    }

    @Test
    void goesOnWithoutARedisThatIsAwayOrSilent() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThatNoException().isThrownBy(() -> checkAt(silent));
        }
        use("redis://127.0.0.1:1", "", "", 0, false, RedisCheckTest::check);
    }

    @Test
    void goesOnWithAReplica() {
        redis.ask(it -> it.replicaof("127.0.0.1", 1));
        try {
            assertThatNoException().isThrownBy(() -> check("", "", 0));
        } finally {
            redis.ask(it -> it.replicaofNoOne());
        }
    }

    private static void assertRefused(Runnable check, String part) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(check::run)
                .withMessageContaining(part)
                .withMessageNotContaining(PASSWORD);
    }

    /// Answers everything by the same line.
    private static ServerSocket answering(String line) throws IOException {
        return answering(() -> line);
    }

    /// @param lines asked once for each connection, which is closed where there is none
    private static ServerSocket answering(Supplier<String> lines) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    byte[] buffer = new byte[1 << 12];
                    String line = lines.get();
                    while (!line.isEmpty() && client.getInputStream().read(buffer) > 0) {
                        client.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException ignored) {
                    // The client is gone, or the test is over.
                }
            }
        });
        return server;
    }

    private static void checkAt(ServerSocket server) {
        use("redis://127.0.0.1:" + server.getLocalPort(), "", "", 0, false, RedisCheckTest::check);
    }

    private static void check(String user, String password, int database) {
        use(redis.url(), user, password, database, false, RedisCheckTest::check);
    }

    private static void check(ReactiveStringRedisTemplate template) {
        var check = new RedisCheck(template);
        check.afterPropertiesSet();
        check.start();
    }

    private static void use(
            String url,
            String user,
            String password,
            int database,
            boolean tls,
            Consumer<ReactiveStringRedisTemplate> use) {
        URI address = URI.create(url);
        var server = new RedisStandaloneConfiguration(address.getHost(), address.getPort());
        server.setDatabase(database);
        server.setUsername(user.isEmpty() ? null : user);
        server.setPassword(password.isEmpty() ? RedisPassword.none() : RedisPassword.of(password));
        ClientOptions.Builder options = ClientOptions.builder();
        new RedisConfiguration().rejectCommandsWhileDisconnected().customize(options);
        var client = LettuceClientConfiguration.builder()
                .clientOptions(options.build())
                .commandTimeout(Duration.ofSeconds(2));
        var connections =
                new LettuceConnectionFactory(server, tls ? client.useSsl().build() : client.build());
        connections.afterPropertiesSet();
        connections.start();
        try {
            use.accept(new RedisConfiguration().reactiveStringRedisTemplate(connections));
        } finally {
            connections.destroy();
        }
    }
}
