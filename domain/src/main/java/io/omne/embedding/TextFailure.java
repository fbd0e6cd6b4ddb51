package io.omne.embedding;

/// Why a text, or part of it, was not embedded. It may be shown to the text's owner: no secret, no stack trace.
///
/// @param code a stable word, such as `model_fault`
/// @param message one sentence
public record TextFailure(String code, String message) {

    /// The provider refuses the text.
    public static final String REFUSED = "text_refused";

    /// The model knows hardly any words of the text.
    public static final String NOT_SUPPORTED = "text_not_supported";

    /// The model knows hardly any words of some passages; the others have vectors.
    public static final String PARTLY_SUPPORTED = "text_partly_supported";

    /// The lease on the text expired, because its instance was killed, crashed or cut off.
    public static final TextFailure INSTANCE_LOST =
            new TextFailure("instance_lost", "The instance that embedded it was lost.");

    /// A text is given up after its instance was lost this many times, because the text may be the cause.
    public static final int MOST_LOSSES = 3;
}
