package io.omne.memory.application;

import io.omne.embedding.Vector;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import io.omne.memory.application.FinishEmbeddings.Result;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims into results, by the embedding model.
final class EmbeddingAttempt {

    /// A group of claims is embedded and finished together: small enough to be done soon, large enough to
    /// share the transaction.
    private static final int CHARACTERS_A_GROUP = 8_000;

    private static final Logger log = LoggerFactory.getLogger(EmbeddingAttempt.class);

    private final Embedder embedder;

    EmbeddingAttempt(Embedder embedder) {
        this.embedder = embedder;
    }

    /// The claims, in their order, in groups to be embedded together.
    static List<List<Claim>> groups(List<Claim> claims) {
        var groups = new ArrayList<List<Claim>>();
        var group = new ArrayList<Claim>();
        int characters = 0;
        for (Claim claim : claims) {
            int length = claim.text().length();
            if (!group.isEmpty() && characters + length > CHARACTERS_A_GROUP) {
                groups.add(List.copyOf(group));
                group.clear();
                characters = 0;
            }
            group.add(claim);
            characters += length;
        }
        if (!group.isEmpty()) {
            groups.add(List.copyOf(group));
        }
        return groups;
    }

    /// A group that fails is tried one by one, so that a text the model cannot take costs nobody else an
    /// attempt.
    List<Result> embed(List<Claim> group) {
        try {
            return embedTogether(group);
        } catch (EmbeddingUnavailable e) {
            return group.stream().map(this::embedAlone).toList();
        }
    }

    private List<Result> embedTogether(List<Claim> group) {
        List<List<Vector>> vectors =
                embedder.embed(group.stream().map(Claim::text).toList());
        var results = new ArrayList<Result>(group.size());
        for (int i = 0; i < group.size(); i++) {
            Claim claim = group.get(i);
            results.add(new Result.Embedded(claim.key(), claim.revision(), embedder.model(), vectors.get(i)));
        }
        return results;
    }

    private Result embedAlone(Claim claim) {
        try {
            return embedTogether(List.of(claim)).getFirst();
        } catch (EmbeddingUnavailable e) {
            log.warn("{} was not embedded: {}", claim.key().id(), e.getMessage(), e);
            return new Result.Failed(
                    claim.key(),
                    claim.revision(),
                    new EmbeddingFailure("model_unavailable", "The embedding model gave no answer."));
        }
    }
}
