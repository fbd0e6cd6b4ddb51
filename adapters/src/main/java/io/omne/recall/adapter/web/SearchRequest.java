package io.omne.recall.adapter.web;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.omne.access.UserId;
import io.omne.recall.api.SearchMemories;
import io.omne.recall.api.SearchMode;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.request.BodyFields;
import io.omne.web.request.JsonScalars;
import io.omne.web.request.TextValues;
import io.omne.web.request.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A search as a client requests it.
///
/// @param explain whether the parts of each score are wanted
record SearchRequest(SearchMemories search, boolean explain) {

    private static final BigDecimal BEYOND = BigDecimal.valueOf(1_000_000);

    private static final int LIMIT = 10;

    /// @throws io.omne.web.problem.RequestProblem with everything that is wrong
    static SearchRequest read(UserId owner, ObjectNode json) {
        var fields = new BodyFields(json, RecallApi.SEARCH);
        String query =
                fields.required("query", (field, node) -> SearchMemories.checkText(JsonScalars.text(field, node)));
        SearchMode mode = requireNonNullElse(fields.optional("mode", SearchRequest::mode), SearchMode.HYBRID);
        int limit = requireNonNullElse(fields.optional("limit", integer(SearchMemories::checkLimit)), LIMIT);
        SearchFilter filter =
                requireNonNullElse(fields.nested("filter", RecallApi.FILTER, SearchFilter::read), SearchFilter.NONE);
        double minScore = requireNonNullElse(
                fields.optional("min_score", (field, node) -> SearchMemories.checkMinScore(number(field, node))), 0.0);
        Instant at = fields.optional("at", (field, node) -> Timestamps.floor(field, JsonScalars.text(field, node)));
        int context = requireNonNullElse(fields.optional("context", integer(SearchMemories::checkContext)), 0);
        Integer maxTokens = fields.optional("max_tokens", integer(SearchMemories::checkMaxTokens));
        boolean explain = requireNonNullElse(fields.optional("explain", JsonScalars::bool), false);
        fields.check();
        var search = new SearchMemories(
                owner,
                requireNonNull(query),
                mode,
                limit,
                filter.filter(),
                filter.metadata(),
                minScore,
                at,
                context,
                maxTokens);
        return new SearchRequest(search, explain);
    }

    private static BiFunction<String, JsonNode, Integer> integer(UnaryOperator<Integer> check) {
        return (field, node) -> check.apply(JsonScalars.integer(field, node));
    }

    private static SearchMode mode(String field, JsonNode node) {
        return TextValues.oneOf(SearchMode.values(), field, JsonScalars.text(field, node));
    }

    private static double number(String field, JsonNode node) {
        if (!node.isNumber()) {
            throw new InvalidValue(field, ErrorCode.WRONG_TYPE, "must be a number");
        }
        // what no double holds is out of any range
        return node.decimalValue().min(BEYOND).max(BEYOND.negate()).doubleValue();
    }
}
