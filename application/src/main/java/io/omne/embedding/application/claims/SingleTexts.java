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

/// Embeds texts that may be at fault, each for itself: several at the same time at first, then those that may have
/// failed because of the others once more, one after another.
final class SingleTexts {

    /// In which texts are tried in vain by themselves. Where these took longer, such as two that have no answer, the
    /// others are taken to be at fault too.
    private static final Duration LONGEST_IN_VAIN = Duration.ofSeconds(5);

    private final ModelName model;
    private final Function<Claim, EmbeddedText> embed;
    private final Consumer<List<EmbeddingResult>> finish;
    private final BooleanSupplier goesOn;

    /// @param embed embeds one text; throws why it does not
    /// @param finish takes results as they come, on the thread of the caller
    /// @param goesOn false when nothing more is to be begun
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

    /// @return false where the provider is away, or not all was begun
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

    /// Finishes a text that was tried by itself, in vain.
    ///
    /// @param took how long it was tried
    /// @return whether it came to a result
    boolean finish(TriedText tried, long took) {
        return (tried.mayBeOfLoad() ? bySelf(List.of(tried), took) : finished(List.of(tried.result()))) > 0;
    }

    /// One after another: what a provider refuses because it has too much to do is no fault of the text.
    ///
    /// @param spent how long such tries took already
    /// @return how many came to a result
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
