package io.omne.web.problem;

import io.omne.validation.InvalidValue;

/// What is wrong with a field of a request.
///
/// @param code a stable word for the rule that is broken
public record FieldError(String field, String code, String message) {

    /// The code of what cannot be read at all, such as a UUID that is none.
    public static final String MALFORMED = "malformed";

    public static FieldError of(InvalidValue e) {
        return new FieldError(e.field(), e.code(), String.valueOf(e.getMessage()));
    }
}
