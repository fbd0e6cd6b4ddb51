package io.omne.conversations.application.extractor;

/// Tokens of a call of a language model.
///
/// @param input of the prompt
/// @param output of the answer
public record TokenUsage(long input, long output) {

    public static final TokenUsage NONE = new TokenUsage(0, 0);

    public long total() {
        return input + output;
    }
}
