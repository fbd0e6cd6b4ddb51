package io.omne.conversations.application.extractor;

import io.omne.access.UserId;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.application.extractor.ModelSpending.Amount;
import io.omne.database.api.DatabaseClock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/// The budget that the settings allow for each user and day (UTC), over all instances.
@Component
class DailyModelBudget implements ModelBudget {

    private final ModelSpending spending;
    private final BudgetSettings settings;
    private final DatabaseClock clock;

    DailyModelBudget(ModelSpending spending, BudgetSettings settings, DatabaseClock clock) {
        this.spending = spending;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Reservation reserve(UserId owner, TokenUsage most) {
        Amount amount = amount(most);
        var limit = new Amount(settings.dailyTokens(), settings.dailyCostMicros());
        if (amount.tokens() > limit.tokens() || amount.costMicros() > limit.costMicros()) {
            throw new ExtractionRejected(
                    new ExtractionFailure(
                            "budget_too_small", "One call would cost more than the daily budget for extraction."),
                    List.of());
        }
        LocalDate today = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
        if (!spending.reserve(owner, today, amount, limit)) {
            throw new BudgetSpent(today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        return used -> spending.adjust(owner, today, amount(used).minus(amount));
    }

    private Amount amount(TokenUsage tokens) {
        return new Amount(tokens.total(), settings.costMicros(tokens));
    }

    @Override
    public long costMicros(TokenUsage tokens) {
        return settings.costMicros(tokens);
    }
}
