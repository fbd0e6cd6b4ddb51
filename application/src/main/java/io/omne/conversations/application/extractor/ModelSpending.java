package io.omne.conversations.application.extractor;

import io.omne.access.UserId;
import java.time.LocalDate;

/// What each user has spent on language models each day. Blocks. Each method is a transaction of its own.
public interface ModelSpending {

    /// Adds an amount, unless the day's sum would exceed the limit.
    ///
    /// @return whether it was added
    boolean reserve(UserId owner, LocalDate day, Amount amount, Amount limit);

    /// Adds an amount, which may be negative, to the day's sum.
    void adjust(UserId owner, LocalDate day, Amount difference);

    /// @param costMicros money, in millionths of the currency
    record Amount(long tokens, long costMicros) {

        Amount minus(Amount other) {
            return new Amount(tokens - other.tokens, costMicros - other.costMicros);
        }
    }
}
