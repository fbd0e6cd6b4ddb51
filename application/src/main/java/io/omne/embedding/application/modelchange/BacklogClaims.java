package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/// Claims on the texts of the backlog. Blocks, in the transaction of the calling thread.
public interface BacklogClaims {

    /// Takes texts to embed them; what another instance has locked is passed over.
    ///
    /// @param sources those of other sources are left alone
    /// @param until when another may take them
    /// @return the tokens of the claims, which no other claims have
    Map<TextKey, Long> claim(IndexedModel next, Set<String> sources, Lane lane, int limit, Instant now, Instant until);

    /// Leaves these texts for later: a newer version of the server may know how to read them.
    void passOver(IndexedModel next, Collection<TextKey> texts, Instant later);

    /// Takes back what was claimed until now and not given back: its instance is lost. What was lost so often
    /// is given up.
    void loseExpired(IndexedModel next, int mostLosses, TextFailure failure, Instant now);

    /// Which of these claims still hold.
    Set<TextKey> held(IndexedModel next, Map<TextKey, Long> tokens);

    /// Lengthens those of these claims that still hold.
    void renew(IndexedModel next, Map<TextKey, Long> tokens, Instant until);

    /// Ends those of these claims that still hold, which nobody has attempted.
    void giveBack(IndexedModel next, Map<TextKey, Long> tokens, Instant now);
}
