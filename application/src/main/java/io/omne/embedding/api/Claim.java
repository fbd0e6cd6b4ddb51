package io.omne.embedding.api;

import io.omne.embedding.TextKey;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/// A text that this instance embeds.
///
/// @param token what no other claim of this text has
/// @param revision the number of the content that is claimed
public record Claim(TextKey key, long token, int revision, String text) {

    /// The tokens of claims by their texts; of two claims of a text, that of the later one.
    public static Map<TextKey, Long> tokens(Collection<Claim> claims) {
        return claims.stream().collect(Collectors.toMap(Claim::key, Claim::token, Math::max));
    }
}
