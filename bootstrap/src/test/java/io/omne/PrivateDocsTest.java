package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// A server whose settings keep the description of its API for its users.
class PrivateDocsTest {

    @Test
    void areForUsersAlone() {
        try (TestDatabase database = TestDatabase.create();
                var server = new Instance(
                        database.url(),
                        TestRedis.shared(),
                        Map.of("embedding.provider", ZeroCost.NAME, "omne.docs.public", false))) {
            for (String path : new String[] {"/openapi", "/docs", "/docs/page.js"}) {
                assertThat(Client.stranger(server.url()).get(path).status())
                        .as(path)
                        .isEqualTo(401);
                assertThat(server.client().get(path).status()).as(path).isEqualTo(200);
            }
        }
    }
}
