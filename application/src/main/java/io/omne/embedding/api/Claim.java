package io.omne.embedding.api;

import io.omne.embedding.TextKey;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/// The exclusive right of this instance to embed a text.
///
/// @param token a number that no other claim of this text has
/// @param revision the number of the content that was claimed
public record Claim(TextKey key, long token, int revision, String text) {

    /// The tokens of claims, by their texts. If there are two claims of a text, the token of the later one.
    public static Map<TextKey, Long> tokens(Collection<Claim> claims) {
        return claims.stream().collect(Collectors.toMap(Claim::key, Claim::token, Math::max));
    }
}
