package io.omne.conversations.application.extraction;

import io.omne.conversations.application.extractor.Extractor;
import io.omne.validation.CannotStart;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The extractor that the settings choose.
@Component
class SelectedExtractor {

    private final Extractor extractor;

    /// @throws CannotStart if there is none with this name, or its settings are not complete
    SelectedExtractor(List<Extractor> all, ExtractorName name) {
        this.extractor = all.stream()
                .filter(it -> it.name().equals(name.value()))
                .findFirst()
                .orElseThrow(() -> new CannotStart("EXTRACTION_PROVIDER has to be one of %s."
                        .formatted(all.stream().map(Extractor::name).sorted().collect(Collectors.joining(", ")))));
        extractor.checkSettings();
    }

    Extractor get() {
        return extractor;
    }

    /// As in {@link Extractor#isOn}.
    boolean isOn() {
        return extractor.isOn();
    }
}
