package io.omne.conversations.application.extractor;

import io.omne.validation.CannotStart;

/// Finds what is worth remembering in messages. Implementations are chosen by `EXTRACTION_PROVIDER`.
public interface Extractor {

    /// The value of `EXTRACTION_PROVIDER` that chooses it.
    String name();

    /// Whether it extracts anything at all. If not, no messages are taken up.
    default boolean isOn() {
        return true;
    }

    /// To be called once before the first extraction.
    ///
    /// @throws CannotStart if a setting that it needs is missing
    default void checkSettings() {}

    /// Whether it always finds the same in the same messages. If not, what it found is stored before memories are made
    /// of it, and parts of messages that a memory quotes already give no other one.
    default boolean isRepeatable() {
        return true;
    }

    /// How many known memories it is to be given; 0 for none.
    default int knownMemories() {
        return 0;
    }

    /// Finds memories, in the order in which the messages say them. Blocks. The same request may be repeated after a
    /// failure.
    ///
    /// @throws ExtractorUnavailable if something that it needs is unavailable
    /// @throws BudgetSpent if the user may not spend more for now
    /// @throws ExtractionRejected if it found nothing usable, with the reason
    ExtractionResult extract(ExtractionRequest request);
}
