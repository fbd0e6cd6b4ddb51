package io.omne.conversations.application.extraction;

import java.util.List;

/// Finds what is worth remembering in messages. Implementations are chosen by `EXTRACTION_PROVIDER`.
public interface Extractor {

    /// The value of `EXTRACTION_PROVIDER` that chooses it.
    String name();

    /// Whether it extracts anything at all. If not, no messages are taken up.
    default boolean isOn() {
        return true;
    }

    /// Extracts memories, in the order in which the messages say them. Blocks. The same transcript may be extracted
    /// again, after a failure.
    List<ExtractedMemory> extract(Transcript transcript);
}
