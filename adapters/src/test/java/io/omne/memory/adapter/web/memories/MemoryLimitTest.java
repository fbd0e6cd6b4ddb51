package io.omne.memory.adapter.web.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MemoryLimitTest {

    private static final String PATH = "/api/v1/memories";
    private static final String BODY = "{\"content\": \"x\"}";

    private final Caller somebody = TestServer.running().somebody();

    private void allow(int memories) {
        TestServer.running().memories().limit(somebody.user(), memories);
    }

    private static List<String> limits(Reply reply) {
        return Stream.of("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
                .map(reply::header)
                .toList();
    }

    @Test
    void saysWhatIsLeft() {
        allow(2);

        Reply reply = somebody.post(PATH, BODY);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(limits(reply)).containsExactly("2", "1", "13");
        assertThat(limits(somebody.post(PATH + "/bulk", "{\"memories\": [{}]}")))
                .containsExactly("2", "1", "13");
    }

    @Test
    void refusesWhatIsOverTheLimit() {
        allow(1);
        somebody.post(PATH, BODY);

        Reply reply = somebody.post(PATH, BODY);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.header("Retry-After")).isEqualTo("13");
        assertThat(limits(reply)).containsExactly("1", "0", "13");
        assertThat(reply.text("detail")).contains("13 seconds");
    }

    @Test
    void failsItemsOverTheLimitOneByOne() {
        allow(2);

        Reply reply = somebody.post(
                PATH + "/bulk",
                "{\"memories\": [{\"content\": \"1\"}, {\"content\": \"2\"}, {\"content\": \"3\"}, {}, {\"content\": \"5\"}]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(limits(reply)).containsExactly("2", "0", "13");
        JsonNode answer = reply.json();
        assertThat(answer.path("created").intValue()).isEqualTo(2);
        assertThat(answer.path("failed").intValue()).isEqualTo(3);
        assertThat(answer.path("ids").valueStream().map(JsonNode::isNull))
                .containsExactly(false, false, true, true, true);
        assertThat(answer.path("errors")
                        .valueStream()
                        .map(it -> it.path("index").intValue() + " "
                                + it.path("code").asString()))
                .containsExactly("2 rate_limited", "3 required", "4 rate_limited");
        assertThat(answer.path("errors").path(0).path("field").isNull()).isTrue();
    }

    @Test
    void costsNothingWhereNothingIsCreated() {
        allow(2);
        somebody.post(PATH, BODY, "Idempotency-Key", "k");
        somebody.post(PATH, "{}");
        somebody.post(PATH, "{");

        Reply repeated = somebody.post(PATH, BODY, "Idempotency-Key", "k");

        assertThat(repeated.status()).isEqualTo(200);
        assertThat(limits(repeated)).containsExactly("2", "1", "13");
    }

    @Test
    void saysNothingWhereThereIsNoLimit() {
        assertThat(limits(somebody.post(PATH, BODY))).containsOnly("");
    }

    private static Reply createAllowed(String claim) {
        var user = UUID.randomUUID();
        String token = TestTokens.hs256(
                TestTokens.claims(user.toString(), Instant.now().plusSeconds(600), ",\"test_limit\":" + claim));
        return TestServer.running().with("Bearer " + token).post(PATH, BODY);
    }

    @Test
    void takesAUsersOwnLimitFromTheToken() {
        assertThat(limits(createAllowed("7"))).containsExactly("7", "6", "13");
        assertThat(limits(createAllowed("1"))).containsExactly("1", "0", "13");
        assertThat(limits(createAllowed("99999999999"))).first().isEqualTo("2147483647");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1.5", "\"7\"", "null", "[7]", "true"})
    void passesOverAClaimThatIsNoLimit(String claim) {
        Reply reply = createAllowed(claim);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(limits(reply)).containsOnly("");
    }
}
