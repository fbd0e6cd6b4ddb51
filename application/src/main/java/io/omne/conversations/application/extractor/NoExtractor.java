package io.omne.conversations.application.extractor;

import java.util.List;
import org.springframework.stereotype.Component;

/// Extracts nothing, so that messages are kept and no more.
@Component
class NoExtractor implements Extractor {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public boolean isOn() {
        return false;
    }

    @Override
    public ExtractionResult extract(ExtractionRequest request) {
        return new ExtractionResult(List.of(), List.of());
    }
}
