package io.omne.memory.adapter.web.events;

import io.omne.access.UserId;
import io.omne.database.api.CursorKey;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.Blocking;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes the ids of streamed events. The position of an event would show its reader how much all users write. So
/// the position is encrypted for its owner, and the result is the same on every instance.
@Component
public class EventIds {

    /// 16 bytes as text; or `0`, the position before all events, which is no secret.
    public static final String FORM = "(0|[A-Za-z0-9_-]{22})";

    private static final String START = "0";

    private static final int BLOCK = 2 * Long.BYTES;
    private static final String MAC = "HmacSHA256";

    private final Mono<Key> key;

    EventIds(CursorKey key) {
        this.key = Blocking.<Key>call(() -> new SecretKeySpec(key.bytes(), MAC)).cacheInvalidateIf(_ -> false);
    }

    public Mono<Own> of(UserId owner) {
        return key.map(it -> new Own(keyOf(owner, it)));
    }

    private static Key keyOf(UserId owner, Key key) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return new SecretKeySpec(mac.doFinal(("event ids of " + owner).getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }

    /// The ids of one user's events.
    public record Own(Key key) {

        String id(long position) {
            byte[] block = ByteBuffer.allocate(BLOCK).putLong(position).array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(ciphered(Cipher.ENCRYPT_MODE, block));
        }

        /// @throws RequestProblem if the id is not one of this user's events
        public long position(String id) {
            if (id.equals(START)) {
                return 0;
            }
            try {
                byte[] block = Base64.getUrlDecoder().decode(id);
                if (block.length == BLOCK) {
                    var read = ByteBuffer.wrap(ciphered(Cipher.DECRYPT_MODE, block));
                    long position = read.getLong();
                    // The other half of the block must be zero: a guess is right once in 2^64 times.
                    if (read.getLong() == 0 && id(position).equals(id)) {
                        return position;
                    }
                }
            } catch (IllegalArgumentException e) {
                // The exception for both cases is thrown below.
            }
            throw unknown();
        }

        /// Each id is a single block, and no two blocks are equal, so no mode that chains blocks is needed.
        @SuppressWarnings("InsecureCryptoUsage")
        private byte[] ciphered(int mode, byte[] block) {
            try {
                Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
                cipher.init(mode, key);
                return cipher.doFinal(block);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has AES", e);
            }
        }
    }

    /// The problem for an id that no event has.
    public static RequestProblem unknown() {
        return RequestProblem.of(FieldError.of(notOurs()));
    }

    static InvalidValue notOurs() {
        return new InvalidValue(
                LastEventId.PARAMETER, ErrorCode.MALFORMED, "must be the id of an event of such a stream");
    }
}
