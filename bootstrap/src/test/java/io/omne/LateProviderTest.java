package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An OpenID provider that comes up after the server.
@Timeout(120)
class LateProviderTest {

    private static final String MEMORIES = "/api/v1/memories";

    @Test
    void isAwayUntilItIsThere() {
        try (TestDatabase database = TestDatabase.create();
                var issuer = new FakeIssuer()) {
            issuer.goAway(true);
            var settings = Map.<String, Object>of(
                    "spring.security.oauth2.resourceserver.jwt.issuer-uri", issuer.url(), "omne.embedding.workers", 0);
            try (var server = new Instance(database.url(), TestRedis.shared(), settings)) {
                var claims = issuer.claims(UUID.randomUUID()).build();
                Client client = Client.bearing(server.url(), FakeIssuer.sign(issuer.current(), claims));
                assertThat(client.get(MEMORIES).status()).isEqualTo(503);

                issuer.goAway(false);

                Eventually.holds(
                        Duration.ofSeconds(20),
                        Duration.ofMillis(200),
                        () -> client.get(MEMORIES).status() == 200);
            }
        }
    }
}
