package io.omne.web.request;

import static java.util.Objects.requireNonNullElse;

import io.omne.validation.ErrorCode;
import io.omne.web.openapi.RequestSchema;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.FieldErrors;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Reads the parameters of a request one by one, and reports all errors together.
public final class QueryParameters {

    private final MultiValueMap<String, String> parameters;
    private final FieldErrors errors = new FieldErrors();

    public QueryParameters(MultiValueMap<String, String> parameters, RequestSchema known) {
        this.parameters = parameters;
        errors.addUnknown(parameters.keySet(), known.names());
    }

    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /// The value; null if the parameter is absent or wrong.
    public <T> @Nullable T optional(String name, BiFunction<String, String, T> reader) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            errors.add(new FieldError(name, ErrorCode.REPEATED, "must be given once"));
        }
        // Without an equals sign there is no value, not even an empty one.
        return values.size() == 1
                ? errors.read(() -> reader.apply(name, requireNonNullElse(values.getFirst(), "")))
                : null;
    }

    /// The value of a parameter that may be repeated; null if it is absent or wrong.
    public <T> @Nullable T repeated(String name, BiFunction<String, List<String>, T> reader) {
        List<String> values = parameters.getOrDefault(name, List.of()).stream()
                .map(value -> requireNonNullElse(value, ""))
                .toList();
        return values.isEmpty() ? null : errors.read(() -> reader.apply(name, values));
    }

    /// The value of several parameters together; null if it is wrong.
    public <T> @Nullable T read(Supplier<T> value) {
        return errors.read(value);
    }

    /// Adds an error of parameters that are right one by one, but not together.
    public void reject(FieldError error) {
        errors.add(error);
    }

    /// @throws io.omne.web.problem.RequestProblem if there are errors
    public void check() {
        errors.check();
    }
}
