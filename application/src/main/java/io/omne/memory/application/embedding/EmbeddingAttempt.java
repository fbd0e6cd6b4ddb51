package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.ProviderError;
import io.omne.embedding.api.TextRefused;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claim;
import io.omne.memory.application.embedding.FinishEmbeddings.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims into results, by the embedding model: in groups at first. When a group fails and the provider is there,
/// one of its texts is at fault; then those that are left are embedded one by one, several at the same time. What
/// fails then may fail because of the others: it is tried once more by itself, one text after another. A long text is
/// a group of its own, which is tried once more if it failed at once. So `n` claims come to `3n` calls for texts at
/// most, beside those that find the provider busy, and no text waits long for another.
public final class EmbeddingAttempt {

    /// A group of claims is embedded and finished together: small enough to be done soon, large enough to
    /// share the transaction.
    private static final int CHARACTERS_A_GROUP = 8_000;

    /// In which texts are tried in vain by themselves. Where these took longer, such as two that have no answer, the
    /// others are taken to be at fault too.
    private static final Duration LONGEST_IN_VAIN = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(EmbeddingAttempt.class);

    private final Embedder embedder;
    private final Consumer<List<Result>> finish;
    private final BooleanSupplier goesOn;

    /// @param finish takes results as they come, on the thread of the caller; claims without a result are to be given
    ///     back
    /// @param goesOn false when nothing more is to be begun
    public EmbeddingAttempt(Embedder embedder, Consumer<List<Result>> finish, BooleanSupplier goesOn) {
        this.embedder = new RetryWhileBusy(embedder, goesOn);
        this.finish = finish;
        this.goesOn = goesOn;
    }

    /// Embeds texts of which nothing is known.
    ///
    /// @return false where the provider is away, or not all was begun
    public boolean embed(IndexedModel model, List<Claim> claims) {
        Function<Claim, EmbeddedText> each =
                claim -> embedder.embed(model, List.of(claim.text())).getFirst();
        int begun = 0;
        for (List<Claim> group : groups(claims)) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            List<Result> results;
            long began = System.nanoTime();
            try {
                results = embedTogether(model, group);
            } catch (EmbeddingUnavailable e) {
                return false;
            } catch (RuntimeException | Error e) {
                log.debug("a group of {} texts was not embedded", group.size(), e);
                if (group.size() > 1) {
                    return oneByOne(model, claims.subList(begun, claims.size()), each);
                }
                Tried tried = triedInVain(group.getFirst(), e);
                if (finishedAlone(model, tried, System.nanoTime() - began, each) == 0) {
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

    /// Embeds texts that may be at fault, each for itself and with all the time that a call may take.
    ///
    /// @return as for `embed`
    public boolean embedAlone(IndexedModel model, List<Claim> claims) {
        return oneByOne(model, claims, claim -> embedder.embedAlone(model, claim.text()));
    }

    /// The claims, in their order, in groups to be embedded together.
    private static List<List<Claim>> groups(List<Claim> claims) {
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

    private List<Result> embedTogether(IndexedModel model, List<Claim> group) {
        List<EmbeddedText> texts =
                embedder.embed(model, group.stream().map(Claim::text).toList());
        return IntStream.range(0, group.size())
                .mapToObj(i -> result(model.spec().model(), group.get(i), texts.get(i)))
                .toList();
    }

    private boolean oneByOne(IndexedModel model, List<Claim> claims, Function<Claim, EmbeddedText> embed) {
        var again = new ArrayList<Tried>();
        int unfinished = claims.size();
        try (var calls = new ConcurrentCalls<Tried>()) {
            claims.forEach(claim -> calls.add(() -> tried(model, claim, embed)));
            for (List<Tried> some = calls.next(); !some.isEmpty(); some = calls.next()) {
                var certain = new ArrayList<Result>();
                for (Tried tried : some) {
                    if (tried.mayBeOfLoad()) {
                        again.add(tried);
                    } else {
                        certain.add(tried.result());
                    }
                }
                unfinished -= finished(certain);
            }
        }
        return unfinished == bySelf(model, again, 0, embed);
    }

    /// @param took how long it was tried in vain
    /// @return how many came to a result
    private int finishedAlone(IndexedModel model, Tried tried, long took, Function<Claim, EmbeddedText> embed) {
        return tried.mayBeOfLoad() ? bySelf(model, List.of(tried), took, embed) : finished(List.of(tried.result()));
    }

    /// One after another: what a provider refuses because it has too much to do is no fault of the text.
    ///
    /// @param spent how long such tries took already
    /// @return how many came to a result
    private int bySelf(IndexedModel model, List<Tried> again, long spent, Function<Claim, EmbeddedText> embed) {
        int finished = 0;
        long inVain = spent;
        for (Tried before : again) {
            Tried latest = before;
            if (inVain < LONGEST_IN_VAIN.toNanos()) {
                long began = System.nanoTime();
                Optional<Tried> more = tried(model, before.claim(), embed);
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

    private int finished(List<Result> results) {
        if (!results.isEmpty()) {
            finish.accept(results);
        }
        return results.size();
    }

    /// What came of a text that was embedded by itself: a text, or a failure.
    private record Tried(Claim claim, Supplier<Result> outcome, boolean mayBeOfLoad) {

        /// For the last time that it is tried: a failure is logged.
        Result result() {
            return outcome.get();
        }
    }

    private Optional<Tried> tried(IndexedModel model, Claim claim, Function<Claim, EmbeddedText> embed) {
        if (!goesOn.getAsBoolean()) {
            return Optional.empty();
        }
        try {
            Result result = result(model.spec().model(), claim, embed.apply(claim));
            return Optional.of(new Tried(claim, () -> result, false));
        } catch (EmbeddingUnavailable e) {
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            return Optional.of(triedInVain(claim, e));
        }
    }

    /// The text is at fault.
    private static Tried triedInVain(Claim claim, Throwable thrown) {
        NotEmbedded reason =
                thrown instanceof NotEmbedded it ? it : new ModelFault("the text could not be embedded", thrown);
        boolean mayBeOfLoad = reason instanceof ProviderError error && error.mayBeOfLoad();
        return new Tried(claim, () -> failure(claim, reason), mayBeOfLoad);
    }

    private static Result result(ModelName model, Claim claim, EmbeddedText text) {
        int passages = text.vectors().size() + text.omitted();
        if (text.vectors().isEmpty()) {
            var failure = new EmbeddingFailure(
                    EmbeddingFailure.TEXT_NOT_SUPPORTED,
                    "The embedding model %s knows hardly a piece of the text.".formatted(model));
            return new Result.Failed(claim, failure, false);
        }
        EmbeddingFailure omission = text.omitted() == 0
                ? null
                : new EmbeddingFailure(
                        EmbeddingFailure.TEXT_PARTLY_SUPPORTED,
                        "The embedding model %s knows hardly a piece of %d of the text's %d passages: these have no vector."
                                .formatted(model, text.omitted(), passages));
        return new Result.Embedded(claim, text.vectors(), omission);
    }

    private static Result failure(Claim claim, NotEmbedded reason) {
        log.warn("{} was not embedded: {}", claim.key().id(), reason.getMessage());
        log.debug("{} was not embedded", claim.key().id(), reason);
        String code = switch (reason) {
            case EmbeddingUnavailable _ -> throw new IllegalArgumentException("that is no fault of the memory's");
            case ModelFault _ -> "model_fault";
            case ProviderError _ -> "provider_error";
            case TextRefused _ -> EmbeddingFailure.TEXT_REFUSED;
        };
        return new Result.Failed(
                claim,
                new EmbeddingFailure(code, sentence(String.valueOf(reason.getMessage()))),
                !(reason instanceof TextRefused));
    }

    private static String sentence(String message) {
        String end = message.endsWith(".") ? "" : ".";
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + end;
    }
}
