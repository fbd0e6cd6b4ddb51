package io.omne.embedding.application.claims;

import io.omne.embedding.ModelName;
import io.omne.embedding.TextFailure;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.ProviderError;
import io.omne.embedding.api.TextRefused;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The result of a text that was embedded alone: vectors, or a failure.
///
/// @param mayBeOfLoad whether the text may have failed only because the provider was too busy
record TriedText(Claim claim, Supplier<EmbeddingResult> outcome, boolean mayBeOfLoad) {

    private static final Logger log = LoggerFactory.getLogger(TriedText.class);

    static TriedText embedded(ModelName model, Claim claim, EmbeddedText text) {
        EmbeddingResult result = result(model, claim, text);
        return new TriedText(claim, () -> result, false);
    }

    /// The final result. Logs a failure, so call this only after the last attempt.
    EmbeddingResult result() {
        return outcome.get();
    }

    /// Makes the result of a text that is at fault.
    static TriedText inVain(Claim claim, Throwable thrown) {
        NotEmbedded reason =
                thrown instanceof NotEmbedded it ? it : new ModelFault("the text could not be embedded", thrown);
        boolean mayBeOfLoad = reason instanceof ProviderError error && error.mayBeOfLoad();
        return new TriedText(claim, () -> failure(claim, reason), mayBeOfLoad);
    }

    /// Makes the result of an embedded text: a failure if it has no vector at all.
    static EmbeddingResult result(ModelName model, Claim claim, EmbeddedText text) {
        int passages = text.passages().size() + text.omitted();
        if (text.passages().isEmpty()) {
            var failure = new TextFailure(
                    TextFailure.NOT_SUPPORTED,
                    "The embedding model %s knows hardly a piece of the text.".formatted(model));
            return new EmbeddingResult.Failed(claim, failure, false);
        }
        TextFailure omission = text.omitted() == 0
                ? null
                : new TextFailure(
                        TextFailure.PARTLY_SUPPORTED,
                        "The embedding model %s knows hardly a piece of %d of the text's %d passages: these have no vector."
                                .formatted(model, text.omitted(), passages));
        return new EmbeddingResult.Embedded(claim, text.passages(), omission);
    }

    private static EmbeddingResult failure(Claim claim, NotEmbedded reason) {
        log.warn("{} was not embedded: {}", claim.key().id(), reason.getMessage());
        log.debug("{} was not embedded", claim.key().id(), reason);
        String code = switch (reason) {
            case EmbeddingUnavailable _ -> throw new IllegalArgumentException("that is no fault of the text's");
            case ModelFault _ -> "model_fault";
            case ProviderError _ -> "provider_error";
            case TextRefused _ -> TextFailure.REFUSED;
        };
        return new EmbeddingResult.Failed(
                claim,
                new TextFailure(code, sentence(String.valueOf(reason.getMessage()))),
                !(reason instanceof TextRefused));
    }

    private static String sentence(String message) {
        String end = message.endsWith(".") ? "" : ".";
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + end;
    }
}
