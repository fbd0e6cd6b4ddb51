package io.omne;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Creates tokens without a library, so that they can also be invalid.
public final class TestTokens {

    public static final String SECRET = "a-secret-of-the-tests-that-is-longer-than-thirty-two-bytes";

    private TestTokens() {}

    /// A valid token.
    public static String of(UUID user) {
        return hs256(claims(user.toString(), Instant.now().plusSeconds(600), ""));
    }

    /// A valid token with scopes.
    public static String of(UUID user, String scope) {
        return hs256(claims(user.toString(), Instant.now().plusSeconds(600), ",\"scope\":\"" + scope + "\""));
    }

    public static String claims(String subject, Instant end, String more) {
        return "{\"sub\":\"%s\",\"exp\":%d%s}".formatted(subject, end.getEpochSecond(), more);
    }

    public static String hs256(String claims) {
        return hmac("HS256", "HmacSHA256", SECRET, claims);
    }

    public static String hmac(String algorithm, String name, String secret, String claims) {
        return hmac(name, secret, unsigned(algorithm, claims));
    }

    /// A token with this header and a signature of HS256.
    public static String headed(String header, String secret, String claims) {
        return hmac(
                "HmacSHA256",
                secret,
                encoded(header.getBytes(StandardCharsets.UTF_8)) + "."
                        + encoded(claims.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hmac(String name, String secret, String text) {
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), name));
            return text + "." + encoded(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String rs256(String claims) {
        String text = unsigned("RS256", claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(
                    KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The header and the claims of a token, without a signature.
    public static String unsigned(String algorithm, String claims) {
        String header = "{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm);
        return encoded(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
