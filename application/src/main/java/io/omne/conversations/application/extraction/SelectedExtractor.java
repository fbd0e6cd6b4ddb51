package io.omne.conversations.application.extraction;

import io.omne.validation.CannotStart;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The extractor that the settings choose.
@Component
class SelectedExtractor {

    private final Extractor extractor;

    /// @throws CannotStart if there is none with this name
    SelectedExtractor(List<Extractor> all, ExtractionSettings settings) {
        this.extractor = all.stream()
                .filter(it -> it.name().equals(settings.provider()))
                .findFirst()
                .orElseThrow(() -> new CannotStart("EXTRACTION_PROVIDER has to be one of %s."
                        .formatted(all.stream().map(Extractor::name).sorted().collect(Collectors.joining(", ")))));
    }

    boolean isOn() {
        return extractor.isOn();
    }

    List<ExtractedMemory> extract(Transcript transcript) {
        return extractor.extract(transcript);
    }
}
