package io.omne;

import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.ExtractionRequest;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.Extractor;
import io.omne.conversations.application.extractor.Quote;
import io.omne.memory.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/// An extractor that remembers each message as it is, fails as often as a test says, and misquotes messages with the
/// word `misquote`. Servers in the test's JVM have it beside the real ones.
@Component
class ToyExtractor implements Extractor {

    static final String NAME = "toy";

    /// How many calls will fail.
    static final AtomicInteger FAILURES = new AtomicInteger();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ExtractionResult extract(ExtractionRequest request) {
        if (FAILURES.getAndUpdate(it -> Math.max(0, it - 1)) > 0) {
            throw new IllegalStateException("the toy is broken");
        }
        return ExtractionResult.of(request.transcript().messages().stream()
                .map(it -> {
                    int length = it.content().codePointCount(0, it.content().length());
                    String text =
                            it.content().contains("misquote") ? it.content().toUpperCase(Locale.ROOT) : it.content();
                    return new ExtractedMemory(
                            MemoryType.NOTE,
                            "Said: " + it.content(),
                            null,
                            List.of(new Quote(it.id(), 0, length, text)),
                            null,
                            List.of());
                })
                .toList());
    }
}
