package io.omne.conversations.adapter.openai;

import io.omne.conversations.adapter.openai.ChatCompletion.Answer;
import io.omne.conversations.adapter.openai.ChatCompletion.Usage;
import io.omne.conversations.application.extractor.TokenUsage;
import io.omne.providers.api.ProviderFailure;
import io.omne.providers.api.ProviderUnavailable;
import io.omne.providers.api.ProviderUnavailable.Reason;
import io.omne.providers.api.RequestRefused;
import io.omne.providers.api.UnusableAnswer;
import java.nio.charset.StandardCharsets;

/// How many tokens a call uses. Before the call they are estimated, because providers do not reveal their tokens.
final class Usages {

    /// Fewer than a token has on average, in English as in languages of three bytes for each character.
    private static final int BYTES_PER_TOKEN = 3;

    /// What the schema and the marks of the messages take at most.
    private static final int FRAME_TOKENS = 400;

    private Usages() {}

    /// The most that a call uses.
    static TokenUsage most(String prompt, int maxOutputTokens) {
        int bytes = prompt.getBytes(StandardCharsets.UTF_8).length;
        return new TokenUsage(FRAME_TOKENS + bytes / BYTES_PER_TOKEN, maxOutputTokens);
    }

    /// What a failed call is counted for. A call that was not answered in time may have been carried out; one that was
    /// refused was not.
    static TokenUsage ofFailed(ProviderFailure failure, TokenUsage most) {
        return switch (failure) {
            case ProviderUnavailable e when e.reason() == Reason.AWAY -> new TokenUsage(most.input(), 0);
            case ProviderUnavailable _, RequestRefused _ -> TokenUsage.NONE;
            case UnusableAnswer _ -> most;
        };
    }

    /// What the server counted; the reservation if it did not count.
    static TokenUsage of(Answer answer, TokenUsage most) {
        Usage usage = answer.usage();
        Long input = usage == null ? null : usage.promptTokens();
        Long output = usage == null ? null : usage.completionTokens();
        return new TokenUsage(
                input == null || input < 0 ? most.input() : input,
                output == null || output < 0 ? most.output() : output);
    }
}
