package io.omne.memory.adapter.web.memories;

import io.omne.access.Allowance;
import io.omne.memory.MemoryId;
import io.omne.memory.adapter.web.document.QuerySchemas;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.QueryParameters;
import io.omne.web.request.TextValues;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.util.MultiValueMap;

/// Reads the paths and parameters of the routes of memories.
public final class MemoryParameters {

    public static final String EMBEDDING = "embedding";

    private MemoryParameters() {}

    /// The creation limit that the token gives its user; null if it gives none.
    static @Nullable Allowance allowance(SecurityContext security) {
        Authentication authentication = security.getAuthentication();
        return authentication != null && authentication.getDetails() instanceof Allowance allowance ? allowance : null;
    }

    /// @throws RequestProblem with status 400 if the text is not a UUID
    public static MemoryId id(String text) {
        try {
            return new MemoryId(TextValues.uuid("id", text));
        } catch (InvalidValue e) {
            throw RequestProblem.of(FieldError.of(e));
        }
    }

    /// Whether the request asks for the vectors, too.
    ///
    /// @throws RequestProblem if it asks for something else
    static boolean includesEmbedding(MultiValueMap<String, String> parameters) {
        new QueryParameters(parameters, QuerySchemas.FIND).check();
        List<String> included = parameters.getOrDefault("include", List.of());
        if (!included.stream().allMatch(EMBEDDING::equals)) {
            throw RequestProblem.of(new FieldError("include", ErrorCode.UNKNOWN_VALUE, "must be " + EMBEDDING));
        }
        return !included.isEmpty();
    }
}
