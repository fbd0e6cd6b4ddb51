package io.omne;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls the server over HTTP, as one user.
final class Client {

    static final String SECRET = "a-secret-of-the-tests-that-is-long-enough";
    static final JsonMapper JSON = new JsonMapper();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String server;
    private final UUID user;
    private final @Nullable String token;

    /// A new user.
    Client(String server) {
        this(server, UUID.randomUUID(), "");
    }

    private Client(String server, UUID user, @Nullable String scope) {
        this(server, scope == null ? null : token(user, scope), user);
    }

    private Client(String server, @Nullable String token, UUID user) {
        this.server = server;
        this.user = user;
        this.token = token;
    }

    /// The user whom the token names. {@link #user} is not known.
    static Client bearing(String server, String token) {
        return new Client(server, token, UUID.randomUUID());
    }

    /// A new user, whose token is signed with this secret.
    static Client signedWith(String secret, String server) {
        UUID user = UUID.randomUUID();
        return new Client(server, token(user, "", secret), user);
    }

    /// A client without a token.
    static Client stranger(String server) {
        return new Client(server, UUID.randomUUID(), null);
    }

    /// A new user with the scope `omne:admin`.
    static Client administrator(String server) {
        return new Client(server, UUID.randomUUID(), "omne:admin");
    }

    /// The same user on the server of another client, without scopes.
    Client at(Client other) {
        return at(other.server);
    }

    /// The same user on another server, without scopes.
    Client at(String other) {
        return new Client(other, user, "");
    }

    record Answer(int status, HttpHeaders headers, String text) {

        JsonNode json() {
            return JSON.readTree(text);
        }

        String field(String name) {
            return json().path(name).asString();
        }
    }

    UUID user() {
        return user;
    }

    String token() {
        return Objects.requireNonNull(token);
    }

    Answer create(String content) {
        return post(
                "/api/v1/memories",
                JSON.createObjectNode().put("content", content).toString());
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /// Waits until a list is not stale, and returns it.
    Answer list(String path) {
        var answers = new ArrayList<Answer>();
        Eventually.holds(Duration.ofSeconds(60), () -> {
            answers.add(get(path));
            return answers.getLast().headers().firstValue("Omne-Stale").isEmpty();
        });
        return answers.getLast();
    }

    /// Sends a request without a body.
    Answer send(String method, String path) {
        return send(method, path, null);
    }

    /// Opens a stream, which the caller must close.
    SentEvents stream(String path, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = "Bearer " + token;
        return SentEvents.open(URI.create(server + path), all);
    }

    Answer post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    Answer patch(String path, String json, String... headers) {
        return send("PATCH", path, json, headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, @Nullable String json, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (json == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(json)).header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String token(UUID user, String scope) {
        return token(user, scope, SECRET);
    }

    private static String token(UUID user, String scope, String secret) {
        var claims = new JWTClaimsSet.Builder()
                .subject(user.toString())
                .claim("scope", scope)
                .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
                .build();
        try {
            var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
