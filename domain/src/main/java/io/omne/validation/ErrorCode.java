package io.omne.validation;

import java.util.Locale;

/// The rules that a value from outside can break. Clients depend on these codes: a published one must not change.
public enum ErrorCode {
    ACTIVE_MARKUP,
    BLANK,
    DUPLICATE_NAME,
    ID_REUSED,
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
    UNKNOWN_MEMORY,
    UNKNOWN_VALUE,
    UNUSABLE,
    WRONG_TYPE;

    /// Whether the value cannot be read at all, such as an invalid UUID.
    public boolean isMalformed() {
        return this == MALFORMED;
    }

    /// Whether the value exceeds a limit.
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
