package io.omne.validation;

/// A value that breaks a rule of its field. The message may be shown to whoever sent the value.
public final class InvalidValue extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String code;

    /// @param field the field's name on the wire, such as `content` or `tags[3]`
    /// @param code a stable word for the rule: `blank`, `too_long`, `too_many`, `too_deep`, `too_large`,
    ///     `invalid_character`, `out_of_range`
    public InvalidValue(String field, String code, String message) {
        super(message);
        this.field = field;
        this.code = code;
    }

    public String field() {
        return field;
    }

    public String code() {
        return code;
    }
}
