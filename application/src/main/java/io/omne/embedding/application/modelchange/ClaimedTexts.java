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

/// The texts of claims, from their sources, in the transaction of the calling thread.
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

    /// Those of the claims that have a text to embed. One that is gone, or pending again, needs nothing of
    /// the change: it comes back once it has vectors.
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
