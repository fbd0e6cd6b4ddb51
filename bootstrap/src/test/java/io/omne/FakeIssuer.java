package io.omne;

import static java.util.Objects.requireNonNullElse;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An OpenID provider on a socket, with keys that may be changed. It publishes its keys and what discovery asks.
final class FakeIssuer implements AutoCloseable {

    static final String AUDIENCE = "omne-tests";

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile List<RSAKey> published;
    private volatile boolean away;
    private volatile @Nullable String nonsense;

    FakeIssuer() {
        published = List.of(key("first"));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            answer(exchange, new JWKSet(List.copyOf(published)).toString(true));
        });
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "authorization_endpoint": "%1$s/a",
                 "token_endpoint": "%1$s/t", "subject_types_supported": ["public"],
                 "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(url())));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    RSAKey current() {
        return published.getFirst();
    }

    /// How often the keys were asked for.
    int asked() {
        return asked.get();
    }

    void publish(RSAKey... keys) {
        published = List.of(keys);
    }

    void goAway(boolean gone) {
        away = gone;
    }

    /// What it says with a 200 instead of its keys; null for its keys again.
    void talk(@Nullable String something) {
        nonsense = something;
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a good token says.
    JWTClaimsSet.Builder claims(UUID user) {
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .audience(AUDIENCE)
                .subject(user.toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    static String sign(RSAKey key, JWTClaimsSet claims) {
        return sign(key, claims, header -> header.keyID(key.getKeyID()));
    }

    static String sign(RSAKey key, JWTClaimsSet claims, Consumer<JWSHeader.Builder> more) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT);
        more.accept(header);
        try {
            var token = new SignedJWT(header.build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hmac(byte[] secret, JWTClaimsSet claims, Consumer<JWSHeader.Builder> more) {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT);
        more.accept(header);
        try {
            var token = new SignedJWT(header.build(), claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, String usual) throws IOException {
        try (exchange) {
            String json = requireNonNullElse(nonsense, usual);
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            if (away) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
