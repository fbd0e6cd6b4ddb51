package io.omne.web.request;

import io.omne.validation.PageSize;

/// Reads parameters that several routes share.
public final class CommonParameters {

    private CommonParameters() {}

    /// The largest number of items in an answer; 1 if the parameter is wrong.
    public static int perPage(QueryParameters query) {
        Integer perPage = query.optional("per_page", (field, text) -> {
            int number = TextValues.positive(field, text);
            PageSize.check(number);
            return number;
        });
        return perPage != null ? perPage : query.has("per_page") ? 1 : PageSize.DEFAULT;
    }
}
