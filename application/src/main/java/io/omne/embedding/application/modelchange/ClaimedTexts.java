package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.SourceText;
import io.omne.embedding.api.TextSource.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Reads the texts of claims from their sources. Takes part in the current transaction.
@Component
class ClaimedTexts {

    private static final Duration PASSED_OVER = Duration.ofHours(1);

    private final TextSources sources;
    private final BacklogClaims claims;
    private final ModelBacklog backlog;

    ClaimedTexts(TextSources sources, BacklogClaims claims, ModelBacklog backlog) {
        this.sources = sources;
        this.claims = claims;
        this.backlog = backlog;
    }

    Set<String> sources() {
        return sources.names();
    }

    /// Returns the claims that have a text to embed. A text that was deleted or is pending again is removed from
    /// the backlog: it is added again when it gets vectors.
    List<Claim> read(IndexedModel next, Map<TextKey, Long> tokens, Instant now) {
        Found found = sources.find(tokens.keySet());
        claims.passOver(next, found.unreadable(), now.plus(PASSED_OVER));
        Set<TextKey> unneeded = new HashSet<>(tokens.keySet());
        unneeded.removeAll(found.unreadable());
        found.texts().forEach(text -> unneeded.remove(text.key()));
        backlog.done(next, unneeded);
        return found.texts().stream().map(text -> claim(text, tokens)).toList();
    }

    private static Claim claim(SourceText text, Map<TextKey, Long> tokens) {
        return new Claim(text.key(), Objects.requireNonNull(tokens.get(text.key())), text.revision(), text.text());
    }
}
