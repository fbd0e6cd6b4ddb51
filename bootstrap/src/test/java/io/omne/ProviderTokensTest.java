package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.omne.Client.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens of an OpenID provider on a local socket, good ones and forged ones.
@Timeout(120)
class ProviderTokensTest {

    private static final String MEMORIES = "/api/v1/memories";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestDatabase database;
    private static FakeIssuer issuer;
    private static Instance server;

    private final UUID user = UUID.randomUUID();

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        issuer = new FakeIssuer();
        String jwt = "spring.security.oauth2.resourceserver.jwt.";
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        jwt + "issuer-uri",
                        issuer.url(),
                        jwt + "audiences",
                        FakeIssuer.AUDIENCE,
                        "omne.security.provider-pause",
                        "1s",
                        "omne.embedding.workers",
                        0));
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.close();
        database.close();
    }

    private static Answer list(String token) {
        return Client.bearing(server.url(), token).get(MEMORIES);
    }

    private static void assertRefused(String token) {
        Answer answer = list(token);
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer error=\"invalid_token\""));
        assertThat(answer.text()).doesNotContainIgnoringCase("nimbus", "jose", "exception", issuer.url());
    }

    private String signed(Consumer<JWTClaimsSet.Builder> change) {
        var claims = issuer.claims(user);
        change.accept(claims);
        return FakeIssuer.sign(issuer.current(), claims.build());
    }

    private String headed(Consumer<JWSHeader.Builder> header) {
        return FakeIssuer.sign(issuer.current(), issuer.claims(user).build(), header);
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    @Test
    void areTakenIfTheyAreGood() {
        Answer created = Client.bearing(server.url(), signed(_ -> {})).create("mine");

        assertThat(created.field("user_id")).isEqualTo(user.toString());
    }

    @Test
    void areOfATypeForAnApi() {
        for (String type : List.of("JWT", "at+jwt", "AT+JWT", "application/at+jwt")) {
            assertThat(list(headed(header -> header.keyID("first").type(new JOSEObjectType(type))))
                            .status())
                    .as(type)
                    .isEqualTo(200);
        }
        assertThat(list(headed(header -> header.keyID("first").type(null))).status())
                .isEqualTo(200);
        for (String type : List.of("JOSE", "logout+jwt", "secevent+jwt", "dpop+jwt", "at+jwtx", "text/at+jwt")) {
            assertRefused(headed(header -> header.keyID("first").type(new JOSEObjectType(type))));
        }
    }

    /// Whichever type they are of.
    @Test
    void areCheckedWhateverTheirTypeIs() {
        Consumer<JWSHeader.Builder> access = header -> header.keyID("first").type(new JOSEObjectType("at+jwt"));
        assertRefused(FakeIssuer.sign(
                issuer.current(), issuer.claims(user).expirationTime(in(-65)).build(), access));
        assertRefused(FakeIssuer.sign(
                issuer.current(), issuer.claims(user).audience("somebody-else").build(), access));
        assertRefused(FakeIssuer.sign(
                issuer.current(),
                issuer.claims(user).issuer("https://other.example").build(),
                access));
        assertRefused(
                FakeIssuer.sign(FakeIssuer.key("first"), issuer.claims(user).build(), access));
    }

    @Test
    void haveToBeOfThisIssuerAndForThisAudience() {
        assertRefused(signed(claims -> claims.issuer("https://other.example")));
        assertRefused(signed(claims -> claims.issuer(issuer.url() + "/")));
        assertRefused(signed(claims -> claims.issuer(null)));
        assertRefused(signed(claims -> claims.audience("somebody-else")));
        assertRefused(signed(claims -> claims.audience((String) null)));
        assertThat(list(signed(claims -> claims.audience(List.of("x", FakeIssuer.AUDIENCE))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void mayBeAMinuteOffAndNoMore() {
        assertThat(list(signed(claims -> claims.expirationTime(in(-40)))).status())
                .isEqualTo(200);
        assertThat(list(signed(claims -> claims.notBeforeTime(in(40)))).status())
                .isEqualTo(200);
        assertRefused(signed(claims -> claims.expirationTime(in(-65))));
        assertRefused(signed(claims -> claims.notBeforeTime(in(80))));
    }

    /// What is public must not do for a secret.
    @Test
    void areNotSignedWithWhatIsPublic() throws Exception {
        RSAKey key = issuer.current();
        byte[] der = key.toRSAPublicKey().getEncoded();
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
        for (byte[] secret : List.of(
                der,
                pem.getBytes(StandardCharsets.UTF_8),
                (pem + "\n").getBytes(StandardCharsets.UTF_8),
                key.getModulus().decode(),
                key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                Client.SECRET.getBytes(StandardCharsets.UTF_8))) {
            assertRefused(FakeIssuer.hmac(secret, issuer.claims(user).build(), header -> header.keyID("first")));
            assertRefused(FakeIssuer.hmac(secret, issuer.claims(user).build(), _ -> {}));
        }
    }

    @Test
    void haveToBeSigned() {
        String claims = TestTokens.claims(
                user.toString(),
                Instant.now().plusSeconds(600),
                ",\"iss\":\"%s\",\"aud\":\"%s\"".formatted(issuer.url(), FakeIssuer.AUDIENCE));

        assertRefused(TestTokens.unsigned("none", claims) + ".");
        assertRefused(TestTokens.unsigned("RS256", claims) + ".");
        assertRefused(TestTokens.rs256(claims));
        assertRefused(
                FakeIssuer.sign(FakeIssuer.key("first"), issuer.claims(user).build()));
    }

    @Test
    void chooseNoKeyButByItsName() {
        RSAKey forged = FakeIssuer.key("forged");
        for (String name : List.of(
                "unknown",
                "",
                "../../../../dev/null",
                "/etc/passwd",
                "first' or '1'='1",
                "first\u0000",
                issuer.url() + "/keys",
                "file:///dev/null",
                "${jndi:ldap://127.0.0.1/x}",
                "x".repeat(5_000))) {
            assertRefused(FakeIssuer.sign(forged, issuer.claims(user).build(), header -> header.keyID(name)));
        }
    }

    /// Nor where keys are to be had: the provider's own are asked for, and nobody else.
    @Test
    void bringNoKeysOfTheirOwn() {
        try (var evil = new FakeIssuer()) {
            RSAKey key = evil.current();
            URI keys = URI.create(evil.url() + "/keys");
            JWTClaimsSet claims = issuer.claims(user).build();
            assertRefused(
                    FakeIssuer.sign(key, claims, header -> header.keyID("first").jwkURL(keys)));
            assertRefused(
                    FakeIssuer.sign(key, claims, header -> header.keyID("first").x509CertURL(keys)));
            assertRefused(
                    FakeIssuer.sign(key, claims, header -> header.keyID("first").jwk(key.toPublicJWK())));
            assertRefused(FakeIssuer.sign(key, claims, header -> header.jwk(key.toPublicJWK())));
            assertThat(list(headed(header -> header.keyID("first").jwkURL(keys).jwk(key.toPublicJWK())))
                            .status())
                    .isEqualTo(200);
            assertThat(evil.asked()).isZero();
        }
    }

    @Test
    void withCriticalHeadersThatNobodyKnowsAreRefused() {
        assertRefused(headed(header ->
                header.keyID("first").criticalParams(Set.of("x-unknown")).customParam("x-unknown", 1)));
    }

    @Test
    void followTheProvidersKeys() {
        RSAKey first = issuer.current();
        RSAKey second = FakeIssuer.key("second");
        String old = signed(_ -> {});
        assertThat(list(old).status()).isEqualTo(200);
        try {
            issuer.publish(second, first);
            String anew = FakeIssuer.sign(second, issuer.claims(user).build());
            Eventually.holds(SOON, Duration.ofMillis(200), () -> list(anew).status() == 200);
            assertThat(list(old).status()).isEqualTo(200);

            RSAKey third = FakeIssuer.key("third");
            issuer.publish(third);
            String newest = FakeIssuer.sign(third, issuer.claims(user).build());
            Eventually.holds(SOON, Duration.ofMillis(200), () -> list(newest).status() == 200);
            assertRefused(old);
        } finally {
            issuer.publish(first);
            String back = FakeIssuer.sign(first, issuer.claims(user).build());
            Eventually.holds(SOON, Duration.ofMillis(200), () -> list(back).status() == 200);
        }
    }

    @Test
    void doNotHaveTheProviderAskedAgainAndAgain() {
        list(signed(_ -> {}));
        int before = issuer.asked();
        long start = System.nanoTime();
        RSAKey forged = FakeIssuer.key("forged");
        for (int i = 0; i < 100; i++) {
            String name = "forged-" + i;
            list(FakeIssuer.sign(forged, issuer.claims(user).build(), header -> header.keyID(name)));
        }
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

        assertThat((long) issuer.asked() - before).isLessThanOrEqualTo(seconds + 2);
        assertThat(list(signed(_ -> {})).status()).isEqualTo(200);
    }

    @Test
    void areCheckedByTheKeysInHandWhileTheProviderIsAway() {
        String good = signed(_ -> {});
        assertThat(list(good).status()).isEqualTo(200);
        issuer.goAway(true);
        try {
            String unknown =
                    FakeIssuer.sign(FakeIssuer.key("new"), issuer.claims(user).build());
            Eventually.holds(SOON, Duration.ofMillis(200), () -> list(unknown).status() == 503);
            assertThat(list(unknown).headers().firstValue("Retry-After")).isPresent();
            assertThat(list(good).status()).isEqualTo(200);
        } finally {
            issuer.goAway(false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>We are being repaired.</html>", "[]", "{"})
    void areNotAtFaultWhereTheProviderPublishesNonsense(String nonsense) {
        issuer.talk(nonsense);
        try {
            String unknown =
                    FakeIssuer.sign(FakeIssuer.key("newer"), issuer.claims(user).build());
            Eventually.holds(SOON, Duration.ofMillis(200), () -> list(unknown).status() == 503);
        } finally {
            issuer.talk(null);
        }
    }
}
