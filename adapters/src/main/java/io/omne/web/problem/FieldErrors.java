package io.omne.web.problem;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is wrong with the fields of a request, gathered so that one answer can tell it all.
public final class FieldErrors {

    /// No client needs to hear more at once, and an answer must not grow with the request.
    private static final int MOST_UNKNOWN = 50;

    private final List<FieldError> all = new ArrayList<>();

    public void add(FieldError error) {
        all.add(error);
    }

    /// A misspelt name is never passed over in silence.
    public void addUnknown(Collection<String> names, Set<String> known) {
        names.stream()
                .filter(name -> !known.contains(name))
                .limit(MOST_UNKNOWN)
                .map(name ->
                        new FieldError(QuotedName.of(name), ErrorCode.UNKNOWN_FIELD, "this request has no such field"))
                .forEach(all::add);
    }

    /// The value; null where it is wrong.
    public <T> @Nullable T read(Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidValue e) {
            all.add(FieldError.of(e));
            return null;
        }
    }

    /// @throws RequestProblem when anything was wrong
    public void check() {
        if (!all.isEmpty()) {
            throw RequestProblem.of(all);
        }
    }
}
