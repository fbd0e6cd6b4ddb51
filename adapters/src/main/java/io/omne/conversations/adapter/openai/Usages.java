package io.omne.conversations.adapter.openai;

import io.omne.conversations.adapter.openai.ChatCompletion.Answer;
import io.omne.conversations.adapter.openai.ChatCompletion.Usage;
import io.omne.conversations.application.extractor.TokenUsage;
import io.omne.providers.api.ProviderFailure;
import io.omne.providers.api.ProviderUnavailable;
import io.omne.providers.api.RequestRefused;
import io.omne.providers.api.UnusableAnswer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// How many tokens a call uses. Before the call they are estimated, because providers do not reveal their tokens.
final class Usages {

    /// Fewer than a token has on average: four in English, and three in languages of three bytes for each character.
    private static final int BYTES_PER_TOKEN = 2;

    /// What a server counts is believed up to so many times the estimate.
    private static final int MOST_TIMES = 10;

    /// What the schema and the marks of the messages take at most.
    private static final int FRAME_TOKENS = 400;

    private Usages() {}

    /// The most that a call is expected to use.
    static TokenUsage most(String prompt, int maxOutputTokens) {
        int bytes = prompt.getBytes(StandardCharsets.UTF_8).length;
        return new TokenUsage(FRAME_TOKENS + bytes / BYTES_PER_TOKEN, maxOutputTokens);
    }

    /// What a failed call is counted for. A call that was not answered in time may have been carried out; one that was
    /// refused was not.
    static TokenUsage ofFailed(ProviderFailure failure, TokenUsage most) {
        return switch (failure) {
            case ProviderUnavailable e when e.mayHaveBeenDone() -> most;
            case ProviderUnavailable _, RequestRefused _ -> TokenUsage.NONE;
            case UnusableAnswer _ -> most;
        };
    }

    /// What the server counted; the reservation if it did not count.
    static TokenUsage of(Answer answer, TokenUsage most) {
        Usage usage = answer.usage();
        Long input = usage == null ? null : usage.promptTokens();
        Long output = usage == null ? null : usage.completionTokens();
        return new TokenUsage(believed(input, most.input()), believed(output, most.output()));
    }

    private static long believed(@Nullable Long counted, long estimate) {
        return counted == null || counted <= 0 ? estimate : Math.min(counted, MOST_TIMES * estimate);
    }
}
