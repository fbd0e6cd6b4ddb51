package io.omne.conversations.application.extractor;

import io.omne.access.UserId;

/// Keeps calls of language models within the budget of their user and day. The most that a call is expected
/// to cost is reserved before it, and replaced by what it did cost. If the instance is lost in between, the
/// reservation stays, so that each call is counted. Blocks.
public interface ModelBudget {

    /// Reserves tokens for a call.
    ///
    /// @param most the most that the call may use
    /// @throws BudgetSpent if that is more than is left for the day
    /// @throws ExtractionRejected if that is more than the budget of a whole day
    Reservation reserve(UserId owner, TokenUsage most);

    /// What tokens cost, in millionths of the currency.
    long costMicros(TokenUsage tokens);

    /// Tokens that are reserved for one call.
    interface Reservation {

        /// Replaces the reservation by what the call used. To be called once.
        void correct(TokenUsage used);
    }
}
