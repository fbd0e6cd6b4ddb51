package io.omne.embedding;

/// Why a text was not embedded, or not all of it, fit to be shown to its owner: no secret, no stack trace.
///
/// @param code a stable word, such as `model_fault`
/// @param message one sentence
public record TextFailure(String code, String message) {

    /// The provider refuses the text.
    public static final String REFUSED = "text_refused";

    /// The model knows hardly a piece of the text.
    public static final String NOT_SUPPORTED = "text_not_supported";

    /// The model knows hardly a piece of some of the passages; the others have vectors.
    public static final String PARTLY_SUPPORTED = "text_partly_supported";

    /// The lease on the text ran out, because its instance was killed, crashed or cut off.
    public static final TextFailure INSTANCE_LOST =
            new TextFailure("instance_lost", "The instance that embedded it was lost.");

    /// A text is given up when the instance that embeds it is lost for so many times: it may be what they die of.
    public static final int MOST_LOSSES = 3;
}
