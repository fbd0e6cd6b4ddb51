package io.omne.memory;

import io.omne.embedding.TextFailure;

/// Why an embedding failed. It may be shown to the memory's owner: no secret, no stack trace.
///
/// @param code a stable word, such as `model_fault`
/// @param message one sentence
public record EmbeddingFailure(String code, String message) {

    /// The provider refuses the text.
    public static final String TEXT_REFUSED = TextFailure.REFUSED;

    /// The model knows hardly any words of the text.
    public static final String TEXT_NOT_SUPPORTED = TextFailure.NOT_SUPPORTED;

    /// The model knows hardly any words of some passages; the others have vectors.
    public static final String TEXT_PARTLY_SUPPORTED = TextFailure.PARTLY_SUPPORTED;

    /// The lease on the memory expired, because its instance was killed, crashed or cut off.
    public static final EmbeddingFailure INSTANCE_LOST = of(TextFailure.INSTANCE_LOST);

    public static EmbeddingFailure of(TextFailure failure) {
        return new EmbeddingFailure(failure.code(), failure.message());
    }

    /// Whether an instance was lost. Losses are counted separately from the failed attempts that an instance has
    /// recorded.
    public boolean meansLostInstance() {
        return code.equals(INSTANCE_LOST.code);
    }

    /// Whether the text may be the cause, so that the same model would fail again, or more instances would be lost.
    public boolean concernsText() {
        return code.equals(TEXT_REFUSED) || code.equals(TEXT_NOT_SUPPORTED) || meansLostInstance();
    }
}
