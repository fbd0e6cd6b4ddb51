package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever goes wrong, the log has nothing of what people remember, and nothing that opens a door.
@Timeout(120)
class LogSecretsTest {

    private static final String MEMORIES = "/api/v1/memories";
    private static final String SECRET = "Quetzalcoatlus";

    private static CapturedLog log;
    private static TestDatabase database;
    private static Wire wire;
    private static Instance server;

    @BeforeAll
    static void start() {
        log = new CapturedLog();
        database = TestDatabase.create();
        wire = new Wire(database.url());
        server = new Instance(
                wire.url(), TestRedis.shared(), Map.of("embedding.provider", "local", "omne.embedding.workers", 0));
    }

    @AfterAll
    static void stop() {
        server.close();
        wire.close();
        database.close();
        log.close();
    }

    @Test
    void areInNoLine() {
        Client client = server.client();
        String token = client.token();
        String path = MEMORIES + "/" + client.create(SECRET).field("id");
        for (String body : List.of(
                "{\"content\":\"" + SECRET,
                "{\"content\":\"" + SECRET + "\",\"content\":\"x\"}",
                "{\"content\":\"" + SECRET + "\",\"" + SECRET + "\":1}",
                "{\"content\":\"" + SECRET + "\\u0000\"}",
                "{\"content\":\"" + SECRET.repeat(10_000) + "\"}",
                "{\"content\":\"x\",\"memory_type\":\"" + SECRET + "\"}",
                SECRET)) {
            assertThat(client.post(MEMORIES, body).status()).isBetween(400, 499);
            assertThat(client.patch(path, body).status()).isBetween(400, 499);
        }
        client.get(MEMORIES + "?tags=" + SECRET + "&nothing=" + SECRET);
        client.get(MEMORIES + "?cursor=" + SECRET);
        client.get(MEMORIES + "?access_token=" + token);
        Client.bearing(server.url(), token + "x").get(MEMORIES);
        Client.bearing(server.url(), SECRET + "." + SECRET + "." + SECRET).get(MEMORIES);
        for (String request : List.of(
                "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nX: %s\r\n\r\n"
                        .formatted(MEMORIES, token, SECRET.repeat(2_000)),
                "GET %s?%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(MEMORIES, SECRET.repeat(2_000), token),
                "GET %s?%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nX-%s : %2$s\r\n\r\n"
                        .formatted(MEMORIES, SECRET, token, SECRET),
                "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: x\r\n\r\n%s"
                        .formatted(MEMORIES, token, SECRET),
                "GET //%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(SECRET, token))) {
            assertThat(Raw.ask(server.url(), request).status()).isBetween(400, 499);
        }
        wire.cut();
        assertThat(client.create(SECRET).status()).isEqualTo(503);
        assertThat(client.patch(path, "{\"content\":\"" + SECRET + "!\"}").status())
                .isEqualTo(503);
        assertThat(client.get(MEMORIES + "?tags=" + SECRET).status()).isEqualTo(503);
        wire.mend();

        String password = URI.create(database.url()).getUserInfo().replaceFirst("^[^:]*:?", "");
        assertThat(log.text())
                .contains("POST " + MEMORIES)
                .doesNotContain(SECRET, token, token.substring(token.lastIndexOf('.')), Client.SECRET);
        if (password.length() > 8) {
            assertThat(log.text()).doesNotContain(password);
        }
    }
}
