package io.omne.embedding.application.claims;

import io.omne.embedding.ModelName;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/// Embeds texts that may be at fault, each in a call of its own. First several calls run at the same time; then
/// texts that may have failed because of the other calls are tried once more, one after another.
final class SingleTexts {

    /// How long texts are tried one after another without success. After this time, for example after two calls
    /// without an answer, the other texts are considered to be at fault too.
    private static final Duration LONGEST_IN_VAIN = Duration.ofSeconds(5);

    private final ModelName model;
    private final Function<Claim, EmbeddedText> embed;
    private final Consumer<List<EmbeddingResult>> finish;
    private final BooleanSupplier goesOn;

    /// @param embed embeds one text; throws the reason if it fails
    /// @param finish receives results as they arrive, on the thread of the caller
    /// @param goesOn false if no more texts may be begun
    SingleTexts(
            ModelName model,
            Function<Claim, EmbeddedText> embed,
            Consumer<List<EmbeddingResult>> finish,
            BooleanSupplier goesOn) {
        this.model = model;
        this.embed = embed;
        this.finish = finish;
        this.goesOn = goesOn;
    }

    /// @return false if the provider is unavailable, or not all texts were begun
    boolean embed(List<Claim> claims) {
        var again = new ArrayList<TriedText>();
        int unfinished = claims.size();
        try (var calls = new ConcurrentCalls<TriedText>()) {
            claims.forEach(claim -> calls.add(() -> tried(claim)));
            for (List<TriedText> some = calls.next(); !some.isEmpty(); some = calls.next()) {
                var certain = new ArrayList<EmbeddingResult>();
                for (TriedText tried : some) {
                    if (tried.mayBeOfLoad()) {
                        again.add(tried);
                    } else {
                        certain.add(tried.result());
                    }
                }
                unfinished -= finished(certain);
            }
        }
        return unfinished == bySelf(again, 0);
    }

    /// Finishes a text that was tried alone without success.
    ///
    /// @param took how long the call took
    /// @return whether the text has a result
    boolean finish(TriedText tried, long took) {
        return (tried.mayBeOfLoad() ? bySelf(List.of(tried), took) : finished(List.of(tried.result()))) > 0;
    }

    /// Tries texts one after another, because it is no fault of a text if the provider fails because it is too
    /// busy.
    ///
    /// @param spent how long such attempts have taken already
    /// @return how many texts have a result
    private int bySelf(List<TriedText> again, long spent) {
        int finished = 0;
        long inVain = spent;
        for (TriedText before : again) {
            TriedText latest = before;
            if (inVain < LONGEST_IN_VAIN.toNanos()) {
                long began = System.nanoTime();
                Optional<TriedText> more = tried(before.claim());
                if (more.isEmpty()) {
                    return finished;
                }
                latest = more.get();
                inVain += latest.mayBeOfLoad() ? System.nanoTime() - began : 0;
            }
            finished += finished(List.of(latest.result()));
        }
        return finished;
    }

    private int finished(List<EmbeddingResult> results) {
        if (!results.isEmpty()) {
            finish.accept(results);
        }
        return results.size();
    }

    private Optional<TriedText> tried(Claim claim) {
        if (!goesOn.getAsBoolean()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TriedText.embedded(model, claim, embed.apply(claim)));
        } catch (EmbeddingUnavailable e) {
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            return Optional.of(TriedText.inVain(claim, e));
        }
    }
}
