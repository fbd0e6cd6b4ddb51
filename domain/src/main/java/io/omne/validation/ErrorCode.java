package io.omne.validation;

import java.util.Locale;

/// The rules that a value from outside can break. Clients read these words: one that is published stays.
public enum ErrorCode {
    ACTIVE_MARKUP,
    BLANK,
    DUPLICATE_NAME,
    INVALID_CHARACTER,
    KEY_REFUSED,
    MALFORMED,
    NO_KEY,
    NOT_WITH_CURSOR,
    OUT_OF_RANGE,
    REPEATED,
    REQUIRED,
    REUSED,
    TOO_DEEP,
    TOO_FEW,
    TOO_LARGE,
    TOO_LONG,
    TOO_MANY,
    UNKNOWN_FIELD,
    UNKNOWN_VALUE,
    UNUSABLE,
    WRONG_TYPE;

    /// Whether the value cannot be read at all, such as a UUID that is none.
    public boolean isMalformed() {
        return this == MALFORMED;
    }

    /// Whether the value is more than fits.
    public boolean isExcess() {
        return switch (this) {
            case TOO_DEEP, TOO_LARGE, TOO_LONG, TOO_MANY -> true;
            default -> false;
        };
    }

    /// The code on the wire, such as `too_long`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
