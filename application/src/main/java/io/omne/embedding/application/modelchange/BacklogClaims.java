package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/// The claims on texts of the backlog. Blocks, and takes part in the current transaction.
public interface BacklogClaims {

    /// Claims texts. Skips texts that another instance has locked.
    ///
    /// @param sources claims only texts of these sources
    /// @param until the end of the leases
    /// @return the tokens of the claims; each token is unique
    Map<TextKey, Long> claim(IndexedModel next, Set<String> sources, Lane lane, int limit, Instant now, Instant until);

    /// Postpones texts that this version of the server cannot read; a newer version may be able to.
    void passOver(IndexedModel next, Collection<TextKey> texts, Instant later);

    /// Releases claims whose lease has expired, because their instance is lost. Gives up texts that were lost
    /// `mostLosses` times.
    void loseExpired(IndexedModel next, int mostLosses, TextFailure failure, Instant now);

    /// The texts whose claims among these are still valid.
    Set<TextKey> held(IndexedModel next, Map<TextKey, Long> tokens);

    /// Renews the leases of the claims that are still valid.
    void renew(IndexedModel next, Map<TextKey, Long> tokens, Instant until);

    /// Releases the claims that are still valid. It does not count as an attempt.
    void giveBack(IndexedModel next, Map<TextKey, Long> tokens, Instant now);
}
