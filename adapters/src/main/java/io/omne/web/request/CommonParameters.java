package io.omne.web.request;

import io.omne.validation.PageSize;

/// Paths and the parameters that routes share into what they ask for.
public final class CommonParameters {

    private CommonParameters() {}

    /// How many an answer is to have at most; where what is asked for is wrong, as few as can be.
    public static int perPage(QueryParameters query) {
        Integer perPage = query.optional("per_page", (field, text) -> {
            int number = TextValues.positive(field, text);
            PageSize.check(number);
            return number;
        });
        return perPage != null ? perPage : query.has("per_page") ? 1 : PageSize.DEFAULT;
    }
}
