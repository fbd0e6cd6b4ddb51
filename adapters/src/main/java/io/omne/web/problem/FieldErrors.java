package io.omne.web.problem;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Collects the errors in the fields of a request, so that one answer can report them all.
public final class FieldErrors {

    /// No client needs more at once, and an answer must not grow with the request.
    private static final int MOST_UNKNOWN = 50;

    private final List<FieldError> all = new ArrayList<>();

    public void add(FieldError error) {
        all.add(error);
    }

    /// Adds an error for each unknown name, so that a misspelt name is never ignored.
    public void addUnknown(Collection<String> names, Set<String> known) {
        names.stream()
                .filter(name -> !known.contains(name))
                .limit(MOST_UNKNOWN)
                .map(name ->
                        new FieldError(QuotedName.of(name), ErrorCode.UNKNOWN_FIELD, "this request has no such field"))
                .forEach(all::add);
    }

    /// Adds the errors in the fields of an object.
    ///
    /// @param name the field that has the object
    public void addNested(String name, FieldErrors nested) {
        nested.all.stream()
                .map(error -> new FieldError(name + "." + error.field(), error.code(), error.message()))
                .forEach(all::add);
    }

    /// The value; null if it is wrong.
    public <T> @Nullable T read(Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidValue e) {
            all.add(FieldError.of(e));
            return null;
        }
    }

    /// @throws RequestProblem if there are errors
    public void check() {
        if (!all.isEmpty()) {
            throw RequestProblem.of(all);
        }
    }
}
