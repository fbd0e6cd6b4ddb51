package io.omne.access.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Reply;
import io.omne.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SecurityConfigurationTest {

    private static final String USER = "0199a1b2-0000-7000-8000-000000000001";
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private final TestServer server = TestServer.running();

    @Test
    void letsAGoodTokenIn() {
        assertThat(list("Bearer " + TestTokens.of(UUID.fromString(USER))).status())
                .isEqualTo(200);
    }

    @Test
    void takesTheUserFromTheToken() {
        Reply created = server.with(
                        "Bearer " + TestTokens.hs256(TestTokens.claims(USER.toUpperCase(Locale.ROOT), LATER, "")))
                .post("/api/v1/memories", "{\"content\":\"mine\"}");

        assertThat(created.text("user_id")).isEqualTo(USER);
    }

    static Stream<Arguments> badTokens() {
        String claims = TestTokens.claims(USER, LATER, "");
        String good = TestTokens.hs256(claims);
        return Stream.of(
                Arguments.of("no JWT", "abc"),
                Arguments.of("characters no token has", "a b%c"),
                Arguments.of("empty", ""),
                Arguments.of("two parts", "a.b"),
                Arguments.of("three empty parts", ".."),
                Arguments.of("claims that are no JSON", TestTokens.hs256("no json")),
                Arguments.of(
                        "expired",
                        TestTokens.hs256(TestTokens.claims(USER, Instant.now().minusSeconds(120), ""))),
                Arguments.of("without an end", TestTokens.hs256("{\"sub\":\"" + USER + "\"}")),
                Arguments.of("an end that is no number", TestTokens.hs256("{\"sub\":\"" + USER + "\",\"exp\":\"x\"}")),
                Arguments.of(
                        "not yet valid",
                        TestTokens.hs256(TestTokens.claims(
                                USER,
                                LATER,
                                ",\"nbf\":" + Instant.now().plusSeconds(300).getEpochSecond()))),
                Arguments.of("alg none", TestTokens.unsigned("none", claims) + "."),
                Arguments.of("alg none, with a signature", TestTokens.unsigned("none", claims) + ".c2ln"),
                Arguments.of("no signature", TestTokens.unsigned("HS256", claims) + "."),
                Arguments.of("wrong key", TestTokens.hmac("HS256", "HmacSHA256", TestTokens.SECRET + "x", claims)),
                Arguments.of("HS512", TestTokens.hmac("HS512", "HmacSHA512", TestTokens.SECRET, claims)),
                Arguments.of("HS384", TestTokens.hmac("HS384", "HmacSHA384", TestTokens.SECRET, claims)),
                Arguments.of("RS256", TestTokens.rs256(claims)),
                Arguments.of("signature cut short", good.substring(0, good.length() - 4)),
                Arguments.of("sub no UUID", TestTokens.hs256(TestTokens.claims("alice", LATER, ""))),
                Arguments.of("sub a short UUID", TestTokens.hs256(TestTokens.claims("1-1-1-1-1", LATER, ""))),
                Arguments.of("sub a number", TestTokens.hs256("{\"sub\":1,\"exp\":" + LATER.getEpochSecond() + "}")),
                Arguments.of(
                        "claims of a kind they must not have",
                        TestTokens.hs256(TestTokens.claims(USER, LATER, ",\"cnf\":1"))),
                Arguments.of("encrypted", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA"),
                Arguments.of("a kid that is no text", headed(",\"kid\":[1]", TestTokens.SECRET, claims)),
                Arguments.of("signed with nothing, as that path says", headed(",\"kid\":\"/dev/null\"", "\0", claims)),
                Arguments.of(
                        "a key of its own",
                        headed(
                                ",\"jwk\":{\"kty\":\"oct\",\"k\":\"eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg\"}",
                                "x".repeat(32),
                                claims)),
                Arguments.of(
                        "keys from elsewhere",
                        headed(",\"jku\":\"https://evil.example/keys\"", "x".repeat(32), claims)),
                Arguments.of("unknown critical header", headed(",\"crit\":[\"x\"],\"x\":1", TestTokens.SECRET, claims)),
                Arguments.of("alg in lower case", TestTokens.hmac("hs256", "HmacSHA256", TestTokens.SECRET, claims)),
                Arguments.of(
                        "expired for more than a minute",
                        TestTokens.hs256(TestTokens.claims(USER, Instant.now().minusSeconds(65), ""))),
                Arguments.of("claims twice as deep as anything", TestTokens.hs256("{\"a\":" + "[".repeat(3_000))),
                Arguments.of("no sub", TestTokens.hs256("{\"exp\":" + LATER.getEpochSecond() + "}")));
    }

    private static String headed(String more, String secret, String claims) {
        return TestTokens.headed("{\"alg\":\"HS256\"" + more + "}", secret, claims);
    }

    @Test
    void looksAtNothingElseThatAHeaderSays() {
        String claims = TestTokens.claims(USER, LATER, "");
        for (String more : List.of(
                ",\"kid\":\"../../../../dev/null\"",
                ",\"kid\":\"' or '1'='1\"",
                ",\"kid\":\"" + "x".repeat(1_000) + "\"",
                ",\"jku\":\"https://evil.example/keys\"",
                ",\"x5u\":\"https://evil.example/keys\"")) {
            assertThat(list("Bearer " + headed(more, TestTokens.SECRET, claims)).status())
                    .as(more)
                    .isEqualTo(200);
        }
    }

    @Test
    void takesTheTypesOfAccessTokens() {
        String claims = TestTokens.claims(USER, LATER, "");
        for (String type :
                List.of("JWT", "jwt", "at+jwt", "AT+JWT", "at+JWT", "application/at+jwt", "Application/AT+jwt")) {
            assertThat(list("Bearer " + headed(",\"typ\":\"" + type + "\"", TestTokens.SECRET, claims))
                            .status())
                    .as(type)
                    .isEqualTo(200);
        }
        assertThat(list("Bearer " + headed("", TestTokens.SECRET, claims)).status())
                .isEqualTo(200);
    }

    @Test
    void takesNoOtherType() {
        String claims = TestTokens.claims(USER, LATER, "");
        for (String type : List.of(
                "\"JOSE\"",
                "\"JWS\"",
                "\"at+jwt \"",
                "\"at-jwt\"",
                "\"xat+jwt\"",
                "\"at+jwtx\"",
                "\"application/at+jwt;x=y\"",
                "\"application/jose\"",
                "\"text/at+jwt\"",
                "\"logout+jwt\"",
                "\"secevent+jwt\"",
                "\"dpop+jwt\"",
                "\"id+jwt\"",
                "\"refresh+jwt\"",
                "1",
                "[\"at+jwt\"]",
                "{}")) {
            Reply reply = list("Bearer " + headed(",\"typ\":" + type, TestTokens.SECRET, claims));

            assertThat(reply.status()).as(type).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
        }
    }

    @Test
    void takesOneTokenAlone() {
        String good = "Bearer " + TestTokens.of(UUID.fromString(USER));
        for (String second : List.of(good, "Bearer x", "Basic YTpi", "")) {
            for (String[] both : new String[][] {{good, second}, {second, good}}) {
                Reply reply = server.with(both[0]).get("/api/v1/memories", "Authorization", both[1]);

                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void turnsBadTokensAway(String what, String token) {
        Reply reply = list("Bearer " + token);

        assertThat(reply.status()).as(what).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.text("instance")).isEqualTo("/api/v1/memories");
        assertThat(reply.body() + reply.response().headers())
                .doesNotContainIgnoringCase("exception", "nimbus", "jose", "decode");
    }

    @Test
    void asksForATokenWhereThereIsNone() {
        for (String authorization : new String[] {null, "Basic YTpi", "Bear abc"}) {
            Reply reply = list(authorization);

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(reply.json().propertyNames())
                    .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance");
        }
    }

    @Test
    void takesNoTokenFromTheQuery() {
        String token = TestTokens.of(UUID.fromString(USER));

        assertThat(server.with(null)
                        .get("/api/v1/memories?access_token=" + token)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void allowsForClocksThatAreAMinuteApart() {
        String token = TestTokens.hs256(TestTokens.claims(USER, Instant.now().minusSeconds(30), ""));

        assertThat(list("Bearer " + token).status()).isEqualTo(200);
        assertThat(list("Bearer " + validIn(40)).status()).isEqualTo(200);
        assertThat(list("Bearer " + validIn(80)).status()).isEqualTo(401);
    }

    private static String validIn(int seconds) {
        long from = Instant.now().plusSeconds(seconds).getEpochSecond();
        return TestTokens.hs256(TestTokens.claims(USER, LATER, ",\"nbf\":" + from));
    }

    @Test
    void tellsUnknownPathsToThoseAloneWhoMayComeIn() {
        assertThat(server.with(null).get("/api/v1/nothing").status()).isEqualTo(401);
        assertThat(server.somebody().get("/api/v1/nothing").status()).isEqualTo(404);
        assertThat(server.somebody().get("/").status()).isEqualTo(404);
    }

    @Test
    void leavesHealthOpen() {
        // Nothing answers there in this context: 404 is what comes after the door.
        for (String path : List.of("/actuator/health", "/actuator/health/liveness")) {
            assertThat(server.with(null).get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void wantsTheAdministrationsScope() {
        for (String path : List.of("/api/v1/admin/x", "/api/v1/%61dmin/x", "/actuator/prometheus", "/actuator")) {
            Reply without = server.somebody().get(path);
            assertThat(without.status()).as(path).isEqualTo(403);
            assertThat(without.header("WWW-Authenticate")).contains("insufficient_scope");
            assertThat(without.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(server.with(null).get(path).status()).as(path).isEqualTo(401);
        }
    }

    @Test
    void opensAndClosesWhatModulesSay() {
        assertThat(server.with(null).get("/test/open/x").status()).isEqualTo(404);
        assertThat(server.somebody().get("/test/administration").status()).isEqualTo(403);
        assertThat(server.administrator().get("/test/administration").status()).isEqualTo(404);
    }

    /// The test server has a module that opens everything there.
    @Test
    void keepsTheAdministrationClosedToAModuleThatOpensIt() {
        assertThat(server.with(null).get("/api/v1/admin/x").status()).isEqualTo(401);
        assertThat(server.somebody().get("/api/v1/admin/x").status()).isEqualTo(403);
    }

    @Test
    void findsTheScopeInBothClaims() {
        for (String claim : List.of(
                ",\"scope\":\"x omne:admin\"",
                ",\"scp\":[\"omne:admin\"]",
                ",\"scope\":\"x\",\"scp\":\"omne:admin\"",
                ",\"scope\":[1,null,\"omne:admin\"]")) {
            String token = TestTokens.hs256(TestTokens.claims(USER, LATER, claim));

            assertThat(server.with("Bearer " + token).get("/api/v1/admin/x").status())
                    .as(claim)
                    .isEqualTo(404);
        }
    }

    @Test
    void takesNoLookAlikeForTheScope() {
        for (String claim : List.of(
                ",\"scope\":\"omne:administrator\"", ",\"scope\":7", ",\"roles\":[\"omne:admin\"]", ",\"scp\":{}")) {
            String token = TestTokens.hs256(TestTokens.claims(USER, LATER, claim));

            assertThat(server.with("Bearer " + token).get("/api/v1/admin/x").status())
                    .as(claim)
                    .isEqualTo(403);
        }
    }

    @Test
    void keepsNoSessionAndSendsTheSecurityHeaders() {
        for (Reply reply : List.of(list("Bearer " + TestTokens.of(UUID.fromString(USER))), list(null))) {
            assertThat(reply.header("Set-Cookie")).isEmpty();
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(reply.header("Cache-Control")).contains("no-store");
        }
    }

    private Reply list(@Nullable String authorization) {
        return server.with(authorization).get("/api/v1/memories");
    }
}
