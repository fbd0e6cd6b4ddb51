package io.omne.memory.adapter.web;

import io.omne.memory.MemoryId;
import io.omne.validation.InvalidValue;
import java.util.List;
import org.springframework.util.MultiValueMap;

/// Paths and the parameters that routes share into what they ask for.
final class CommonParameters {

    static final int MOST_PER_PAGE = 100;
    static final int PER_PAGE = 20;
    static final String EMBEDDING = "embedding";

    private CommonParameters() {}

    /// @throws RequestProblem with 400 when it is no UUID
    static MemoryId id(String text) {
        try {
            return new MemoryId(TextValues.uuid("id", text));
        } catch (InvalidValue e) {
            throw RequestProblem.of(FieldError.of(e));
        }
    }

    /// How many an answer is to have at most; where what is asked for is wrong, as few as can be.
    static int perPage(QueryParameters query) {
        Integer perPage = query.optional("per_page", (field, text) -> {
            int number = TextValues.positive(field, text);
            if (number > MOST_PER_PAGE) {
                throw new InvalidValue(field, "out_of_range", "must be 1 to %d".formatted(MOST_PER_PAGE));
            }
            return number;
        });
        return perPage != null ? perPage : query.has("per_page") ? 1 : PER_PAGE;
    }

    /// Whether the vectors are wanted too.
    ///
    /// @throws RequestProblem when something else is
    static boolean includesEmbedding(MultiValueMap<String, String> parameters) {
        new QueryParameters(parameters, QuerySchemas.FIND).check();
        List<String> included = parameters.getOrDefault("include", List.of());
        if (!included.stream().allMatch(EMBEDDING::equals)) {
            throw RequestProblem.of(new FieldError("include", "unknown_value", "must be " + EMBEDDING));
        }
        return !included.isEmpty();
    }
}
