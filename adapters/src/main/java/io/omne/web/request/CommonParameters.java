package io.omne.web.request;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;

/// Paths and the parameters that routes share into what they ask for.
public final class CommonParameters {

    public static final int MOST_PER_PAGE = 100;
    public static final int PER_PAGE = 20;

    private CommonParameters() {}

    /// How many an answer is to have at most; where what is asked for is wrong, as few as can be.
    public static int perPage(QueryParameters query) {
        Integer perPage = query.optional("per_page", (field, text) -> {
            int number = TextValues.positive(field, text);
            if (number > MOST_PER_PAGE) {
                throw new InvalidValue(field, ErrorCode.OUT_OF_RANGE, "must be 1 to %d".formatted(MOST_PER_PAGE));
            }
            return number;
        });
        return perPage != null ? perPage : query.has("per_page") ? 1 : PER_PAGE;
    }
}
