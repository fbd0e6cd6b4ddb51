package io.omne.conversations.application.extractor;

import java.time.Duration;
import java.util.Collection;

/// Receives what becomes of the calls of language models and of their answers, for metrics. Does not block.
public interface ExtractorCalls {

    /// A call has ended.
    ///
    /// @param used what it used, or is counted for if it failed
    /// @param costMicros what that costs, in millionths of the currency
    void ended(Outcome outcome, TokenUsage used, long costMicros, Duration took);

    /// A call was not made, because the budget of its user is spent.
    void refused();

    /// What an extractor found was not stored.
    ///
    /// @param reasons one for each
    void leftOut(Collection<LeftOut> reasons);

    enum Outcome {
        OK,
        /// The provider was unavailable, too busy, or did not answer in time.
        UNAVAILABLE,
        /// The provider refused the request.
        REFUSED,
        /// The answer could not be read, or was cut off.
        UNUSABLE
    }
}
