package io.omne.conversations.application.extractor;

import io.omne.validation.CannotStart;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// What the extraction may spend on a language model.
///
/// @param dailyTokens tokens that may be used for each user and day (UTC)
/// @param dailyCost money that may be spent for each user and day, in the currency of the prices
/// @param inputPrice price of a million tokens of prompts
/// @param outputPrice price of a million tokens of answers
public record BudgetSettings(long dailyTokens, BigDecimal dailyCost, BigDecimal inputPrice, BigDecimal outputPrice) {

    /// More than any price or budget, so that sums of millionths fit a `long`.
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    public BudgetSettings {
        if (dailyTokens < 1 || !isAmount(dailyCost) || !isAmount(inputPrice) || !isAmount(outputPrice)) {
            throw new CannotStart("omne.extraction.budget: daily-tokens has to be positive, and daily-cost,"
                    + " input-price and output-price from 0 to a million.");
        }
    }

    private static boolean isAmount(BigDecimal it) {
        return it.signum() >= 0 && it.compareTo(MOST) <= 0;
    }

    /// The limit of a day in millionths of the currency.
    public long dailyCostMicros() {
        return dailyCost.movePointRight(6).longValue();
    }

    /// What tokens cost, in millionths of the currency, rounded up.
    public long costMicros(TokenUsage tokens) {
        return inputPrice
                .multiply(BigDecimal.valueOf(tokens.input()))
                .add(outputPrice.multiply(BigDecimal.valueOf(tokens.output())))
                .setScale(0, RoundingMode.CEILING)
                .longValue();
    }
}
