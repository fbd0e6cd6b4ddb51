package io.omne.memory.api;

import io.omne.validation.InvalidValue;
import java.util.List;

/// Thrown if an edit would make a memory invalid.
public final class InvalidEdit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<InvalidValue> errors;

    /// An answer rather than a fault: it carries no stack trace.
    ///
    /// @param errors at least one
    public InvalidEdit(List<InvalidValue> errors) {
        super("the edit is not valid", null, false, false);
        this.errors = List.copyOf(errors);
    }

    public List<InvalidValue> errors() {
        return errors;
    }
}
