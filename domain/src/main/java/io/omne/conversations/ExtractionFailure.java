package io.omne.conversations;

import org.jspecify.annotations.Nullable;

/// Why nothing was extracted from new messages. It may be shown to the owner: no secret, no stack trace.
///
/// @param code a stable word, such as `extractor_fault`
/// @param message one sentence
public record ExtractionFailure(String code, String message) {

    /// The extractor failed.
    public static final String EXTRACTOR_FAULT = "extractor_fault";

    /// Something that the extraction needs is unavailable.
    public static final ExtractionFailure UNAVAILABLE = new ExtractionFailure(
            "unavailable", "Something that the extraction needs is unavailable; it goes on later.");

    /// The user has spent what may be spent in a day.
    public static final ExtractionFailure BUDGET_SPENT =
            new ExtractionFailure("budget_spent", "The daily budget for extraction is spent; it goes on tomorrow.");

    /// The lease on the conversation expired, because its instance was killed, crashed or cut off.
    public static final ExtractionFailure INSTANCE_LOST =
            new ExtractionFailure("instance_lost", "The instance that extracted memories was lost.");

    /// Says that messages could not be read earlier; null if there are none.
    public static @Nullable ExtractionFailure leftAside(int messages) {
        return messages == 0
                ? null
                : new ExtractionFailure(
                        "messages_left_aside", "Messages that could not be read: %d.".formatted(messages));
    }

    /// A conversation is given up after its instance was lost this many times, because a message may be the cause.
    public static final int MOST_LOSSES = 3;
}
