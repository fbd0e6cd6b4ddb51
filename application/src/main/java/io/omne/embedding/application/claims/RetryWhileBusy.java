package io.omne.embedding.application.claims;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// An embedder that waits while its provider is too busy and then repeats the call, for at most half a minute.
/// Providers that limit calls or tokens allow more after some seconds. Giving back the claims meanwhile would cost
/// two writes for each text every time.
final class RetryWhileBusy implements Embedder {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Embedder embedder;
    private final BooleanSupplier goesOn;

    /// @param goesOn false if callers must not wait any longer
    RetryWhileBusy(Embedder embedder, BooleanSupplier goesOn) {
        this.embedder = embedder;
        this.goesOn = goesOn;
    }

    @Override
    public boolean isAnswering(IndexedModel model) {
        return embedder.isAnswering(model);
    }

    @Override
    public int mostTexts(IndexedModel model) {
        return embedder.mostTexts(model);
    }

    @Override
    public List<EmbeddedText> embed(IndexedModel model, List<String> texts) {
        return retried(model, () -> embedder.embed(model, texts));
    }

    @Override
    public EmbeddedText embedAlone(IndexedModel model, String text) {
        return retried(model, () -> embedder.embedAlone(model, text));
    }

    private <T> T retried(IndexedModel model, Supplier<T> call) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (EmbeddingUnavailable e) {
                if (e.reason() != Reason.BUSY || !answersBefore(end, model)) {
                    throw e;
                }
            }
        }
    }

    private boolean answersBefore(long end, IndexedModel model) {
        while (goesOn.getAsBoolean() && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (embedder.isAnswering(model)) {
                return true;
            }
        }
        return false;
    }
}
