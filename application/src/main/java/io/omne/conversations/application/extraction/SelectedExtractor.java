package io.omne.conversations.application.extraction;

import io.omne.conversations.application.extractor.ExtractionRejected;
import io.omne.conversations.application.extractor.ExtractionRequest;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.Extractor;
import io.omne.conversations.application.extractor.ExtractorCalls;
import io.omne.conversations.application.extractor.ExtractorUnavailable;
import io.omne.validation.CannotStart;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The extractor that the settings choose.
@Component
class SelectedExtractor {

    private final Extractor extractor;
    private final ExtractorPause pause;
    private final ExtractorCalls calls;

    /// @throws CannotStart if there is none with this name, or its settings are not complete
    SelectedExtractor(List<Extractor> all, ExtractorName name, ExtractorPause pause, ExtractorCalls calls) {
        this.extractor = all.stream()
                .filter(it -> it.name().equals(name.value()))
                .findFirst()
                .orElseThrow(() -> new CannotStart("EXTRACTION_PROVIDER has to be one of %s."
                        .formatted(all.stream().map(Extractor::name).sorted().collect(Collectors.joining(", ")))));
        extractor.checkSettings();
        this.pause = pause;
        this.calls = calls;
    }

    Extractor get() {
        return extractor;
    }

    /// As in {@link Extractor#isOn}.
    boolean isOn() {
        return extractor.isOn();
    }

    /// Whether it is not to be asked now, because it was unavailable.
    boolean isPaused() {
        return !pause.isOver();
    }

    /// As {@link Extractor#extract}. After it was unavailable, it is paused for a while.
    ExtractionResult extract(ExtractionRequest request) {
        long began = System.nanoTime();
        try {
            ExtractionResult result = extractor.extract(request);
            pause.answered(began);
            return result;
        } catch (ExtractorUnavailable e) {
            pause.begin(e);
            throw e;
        } catch (ExtractionRejected e) {
            pause.answered(began);
            calls.leftOut(e.leftOut());
            throw e;
        }
    }
}
