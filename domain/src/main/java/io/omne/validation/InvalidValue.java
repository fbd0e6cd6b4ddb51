package io.omne.validation;

/// Thrown for a value that breaks a rule of its field. The message may be shown to the client that sent the value.
public final class InvalidValue extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final ErrorCode code;

    /// @param field the field's name on the wire, such as `content` or `tags[3]`
    /// @param code the rule that the value breaks
    public InvalidValue(String field, ErrorCode code, String message) {
        super(message);
        this.field = field;
        this.code = code;
    }

    public String field() {
        return field;
    }

    public ErrorCode code() {
        return code;
    }
}
