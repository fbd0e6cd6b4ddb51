package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.TextRefused;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import io.omne.memory.application.FinishEmbeddings.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /// @param results of some of the group, or of all of it
    /// @param isUnavailable whether the others have none because the provider is away, which is no fault of
    ///     theirs
    record Outcome(List<Result> results, boolean isUnavailable) {}

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
    Outcome embed(IndexedModel model, List<Claim> group) {
        try {
            return new Outcome(embedTogether(model, group), false);
        } catch (EmbeddingUnavailable e) {
            return new Outcome(List.of(), true);
        } catch (NotEmbedded e) {
            return group.size() == 1
                    ? new Outcome(List.of(failed(group.getFirst(), e)), false)
                    : embedOneByOne(model, group);
        }
    }

    private Outcome embedOneByOne(IndexedModel model, List<Claim> group) {
        var results = new ArrayList<Result>(group.size());
        for (Claim claim : group) {
            Outcome outcome = embed(model, List.of(claim));
            results.addAll(outcome.results());
            if (outcome.isUnavailable()) {
                return new Outcome(results, true);
            }
        }
        return new Outcome(results, false);
    }

    private List<Result> embedTogether(IndexedModel model, List<Claim> group) {
        List<EmbeddedText> texts =
                embedder.embed(model.spec(), group.stream().map(Claim::text).toList());
        var results = new ArrayList<Result>(group.size());
        for (int i = 0; i < group.size(); i++) {
            results.add(result(model.spec().model(), group.get(i), texts.get(i)));
        }
        return results;
    }

    private static Result result(ModelName model, Claim claim, EmbeddedText text) {
        int passages = text.vectors().size() + text.omitted();
        if (text.vectors().isEmpty()) {
            var failure = new EmbeddingFailure(
                    EmbeddingFailure.TEXT_NOT_SUPPORTED,
                    "The embedding model %s knows hardly a piece of the text.".formatted(model));
            return new Result.Failed(claim.key(), claim.revision(), failure, false);
        }
        EmbeddingFailure omission = text.omitted() == 0
                ? null
                : new EmbeddingFailure(
                        EmbeddingFailure.TEXT_PARTLY_SUPPORTED,
                        "The embedding model %s knows hardly a piece of %d of the text's %d passages: these have no vector."
                                .formatted(model, text.omitted(), passages));
        return new Result.Embedded(claim.key(), claim.revision(), text.vectors(), omission);
    }

    private static Result failed(Claim claim, NotEmbedded reason) {
        log.warn("{} was not embedded: {}", claim.key().id(), reason.getMessage(), reason);
        String code = switch (reason) {
            case EmbeddingUnavailable _ -> throw new IllegalArgumentException("that is no fault of the memory's");
            case ModelFault _ -> "model_fault";
            case TextRefused _ -> EmbeddingFailure.TEXT_REFUSED;
        };
        return new Result.Failed(
                claim.key(),
                claim.revision(),
                new EmbeddingFailure(code, sentence(String.valueOf(reason.getMessage()))),
                !(reason instanceof TextRefused));
    }

    private static String sentence(String message) {
        String end = message.endsWith(".") ? "" : ".";
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + end;
    }
}
