package io.omne.web.request;

import io.omne.database.api.CursorKey;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Creates and reads cursors: the bytes of the content, then a seal over these and over the {@link CursorScope} for
/// which the cursor is valid.
@Component
public class Cursors {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL_BYTES = 32;

    private final Mono<Key> key;

    Cursors(CursorKey key) {
        this.key = Blocking.<Key>call(() -> new SecretKeySpec(key.bytes(), ALGORITHM))
                // Unlike `cache()`, this does not keep failures.
                .cacheInvalidateIf(_ -> false);
    }

    /// The text, if it could be a cursor.
    ///
    /// @throws InvalidValue if it cannot
    public static String checked(String field, String text) {
        if (decoded(field, text).length <= SEAL_BYTES) {
            throw notOurs(field);
        }
        return text;
    }

    public Mono<String> seal(CursorScope scope, byte[] content) {
        return key.map(it -> {
            byte[] sealed = Arrays.copyOf(content, content.length + SEAL_BYTES);
            System.arraycopy(sealOf(content, scope, it), 0, sealed, content.length, SEAL_BYTES);
            return encoded(sealed);
        });
    }

    /// The content of a cursor that is {@link #checked}; {@link RequestProblem} if it was not sealed for this
    /// scope.
    public Mono<byte[]> open(CursorScope scope, String cursor) {
        byte[] sealed = decoded("cursor", cursor);
        byte[] content = Arrays.copyOf(sealed, sealed.length - SEAL_BYTES);
        byte[] seal = Arrays.copyOfRange(sealed, content.length, sealed.length);
        return key.filter(it -> MessageDigest.isEqual(seal, sealOf(content, scope, it)))
                .map(_ -> content)
                .switchIfEmpty(Mono.error(() -> RequestProblem.of(FieldError.of(notOurs("cursor")))));
    }

    private static byte[] sealOf(byte[] content, CursorScope scope, Key key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((byte) content.length);
            mac.update(content);
            return mac.doFinal(scope.text().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Java also accepts padding and left-over bits: then one cursor would have several texts.
    private static byte[] decoded(String field, String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (encoded(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Thrown below, for both cases.
        }
        throw notOurs(field);
    }

    private static InvalidValue notOurs(String field) {
        return new InvalidValue(
                field,
                ErrorCode.MALFORMED,
                "must be the cursor of an answer to the same user and request, with the same filters and order");
    }
}
