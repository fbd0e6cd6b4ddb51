package io.omne.web.problem;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;

/// An error in a field of a request.
///
/// @param code the rule that is broken
public record FieldError(String field, ErrorCode code, String message) {

    public static FieldError of(InvalidValue e) {
        return new FieldError(e.field(), e.code(), String.valueOf(e.getMessage()));
    }
}
