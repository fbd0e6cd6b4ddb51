package io.omne.memory.adapter.web.memories;

import io.omne.memory.api.IdempotencyKey;
import io.omne.validation.ErrorCode;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The header `Idempotency-Key`, with which a client names a request, so that a repeat creates nothing twice.
public final class IdempotencyKeyHeader {

    public static final String HEADER = "Idempotency-Key";

    public static final int LONGEST = 255;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]*");

    /// Writes bodies with the same meaning in the same form, whatever the order of their fields. Numbers that
    /// cannot be stored can be hashed, too.
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private IdempotencyKeyHeader() {}

    /// Null if the request has no key.
    ///
    /// @param route a name that distinguishes routes whose bodies may be equal
    /// @throws RequestProblem if the header is not a valid key
    public static @Nullable IdempotencyKey of(HttpHeaders headers, String route, ObjectNode body) {
        List<String> keys = headers.getOrEmpty(HEADER);
        return keys.isEmpty() ? null : new IdempotencyKey(checked(keys), fingerprint(route, body));
    }

    /// The problem for a request whose key was given to another request.
    static RequestProblem reused() {
        return problem(
                ErrorCode.REUSED,
                "was given to another request in the last %d hours".formatted(IdempotencyKey.KEY_HOLDS.toHours()));
    }

    private static String checked(List<String> keys) {
        if (keys.size() > 1) {
            throw problem(ErrorCode.REPEATED, "must be given once");
        }
        String key = keys.getFirst().strip();
        if (!PRINTABLE.matcher(key).matches()) {
            throw problem(ErrorCode.INVALID_CHARACTER, "must be of printable ASCII characters");
        }
        if (key.isEmpty()) {
            throw problem(ErrorCode.BLANK, "must not be blank");
        }
        if (key.length() > LONGEST) {
            throw problem(ErrorCode.TOO_LONG, "must have %d characters at most".formatted(LONGEST));
        }
        return key;
    }

    private static RequestProblem problem(ErrorCode code, String message) {
        return RequestProblem.of(new FieldError(HEADER, code, message));
    }

    private static String fingerprint(String route, ObjectNode body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((route + "\n").getBytes(StandardCharsets.US_ASCII));
            digest.update(CANONICAL.writeValueAsString(CanonicalJson.of(body)).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
