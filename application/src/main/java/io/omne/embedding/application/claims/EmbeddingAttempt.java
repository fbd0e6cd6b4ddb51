package io.omne.embedding.application.claims;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingUnavailable;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Embeds claimed texts, first in groups. If a group fails and the provider is available, one of its texts is at
/// fault; then the remaining texts are embedded one by one, several at the same time. Such a text may fail because
/// of the other calls, so a text that failed is tried once more alone, one text after another. A long text is a
/// group of its own, and is tried once more if it failed quickly. So `n` claims need at most `3n` calls for texts,
/// not counting calls while the provider is busy, and no text waits long for another.
final class EmbeddingAttempt {

    private static final Logger log = LoggerFactory.getLogger(EmbeddingAttempt.class);

    private final Embedder embedder;
    private final Consumer<List<EmbeddingResult>> finish;
    private final BooleanSupplier goesOn;

    /// @param finish receives results as they arrive, on the thread of the caller; the caller must give back claims
    ///     without a result
    /// @param goesOn false if no more texts may be begun
    EmbeddingAttempt(Embedder embedder, Consumer<List<EmbeddingResult>> finish, BooleanSupplier goesOn) {
        this.embedder = new RetryWhileBusy(embedder, goesOn);
        this.finish = finish;
        this.goesOn = goesOn;
    }

    /// Embeds texts that have not failed before.
    ///
    /// @return false if the provider is unavailable, or not all texts were begun
    boolean embed(IndexedModel model, List<Claim> claims) {
        SingleTexts each = each(
                model, claim -> embedder.embed(model, List.of(claim.text())).getFirst());
        int begun = 0;
        for (List<Claim> group : ClaimGroups.of(claims)) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            List<EmbeddingResult> results;
            long began = System.nanoTime();
            try {
                results = embedTogether(model, group);
            } catch (EmbeddingUnavailable e) {
                return false;
            } catch (RuntimeException | Error e) {
                log.debug("a group of {} texts was not embedded", group.size(), e);
                if (group.size() > 1) {
                    return each.embed(claims.subList(begun, claims.size()));
                }
                if (!each.finish(TriedText.inVain(group.getFirst(), e), System.nanoTime() - began)) {
                    return false;
                }
                begun++;
                continue;
            }
            finish.accept(results);
            begun += group.size();
        }
        return true;
    }

    /// Embeds texts that may be at fault, each alone and with all the time that a call may take.
    ///
    /// @return as for `embed`
    boolean embedAlone(IndexedModel model, List<Claim> claims) {
        return each(model, claim -> embedder.embedAlone(model, claim.text())).embed(claims);
    }

    private SingleTexts each(IndexedModel model, Function<Claim, EmbeddedText> embed) {
        return new SingleTexts(model.spec().model(), embed, finish, goesOn);
    }

    private List<EmbeddingResult> embedTogether(IndexedModel model, List<Claim> group) {
        List<EmbeddedText> texts =
                embedder.embed(model, group.stream().map(Claim::text).toList());
        return IntStream.range(0, group.size())
                .mapToObj(i -> TriedText.result(model.spec().model(), group.get(i), texts.get(i)))
                .toList();
    }
}
