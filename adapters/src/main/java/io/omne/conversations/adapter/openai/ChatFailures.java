package io.omne.conversations.adapter.openai;

import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.application.extractor.ExtractionRejected;
import io.omne.conversations.application.extractor.ExtractorCalls.Outcome;
import io.omne.conversations.application.extractor.ExtractorUnavailable;
import io.omne.providers.api.ProviderFailure;
import io.omne.providers.api.ProviderUnavailable;
import io.omne.providers.api.ProviderUnavailable.Reason;
import io.omne.providers.api.RequestRefused;
import io.omne.providers.api.UnusableAnswer;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Translates failures of the provider into those of an extractor.
final class ChatFailures {

    private ChatFailures() {}

    static Outcome outcome(ProviderFailure failure) {
        return switch (failure) {
            case ProviderUnavailable _ -> Outcome.UNAVAILABLE;
            case RequestRefused _ -> Outcome.REFUSED;
            case UnusableAnswer _ -> Outcome.UNUSABLE;
        };
    }

    /// @param isAnswering finds out whether the provider answers another question. Then the messages are at
    ///     fault, such as those that are too long to be read in time, and the attempt counts
    static RuntimeException translate(ProviderFailure failure, BooleanSupplier isAnswering) {
        return switch (failure) {
            case ProviderUnavailable e
            when mayBeOfMessages(e) && isAnswering.getAsBoolean() -> rejected("no_answer", failure);
            case ProviderUnavailable e -> new ExtractorUnavailable(String.valueOf(e.getMessage()), e.retryAfter(), e);
            case RequestRefused _ -> rejected("request_refused", failure);
            case UnusableAnswer _ -> rejected("unreadable_answer", failure);
        };
    }

    private static boolean mayBeOfMessages(ProviderUnavailable failure) {
        return failure.reason() == Reason.AWAY || failure.reason() == Reason.BUSY;
    }

    private static ExtractionRejected rejected(String code, ProviderFailure failure) {
        String sentence = "The language model could not be used: " + failure.getMessage() + ".";
        return new ExtractionRejected(new ExtractionFailure(code, sentence), List.of());
    }
}
