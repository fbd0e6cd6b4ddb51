package io.omne.web.request;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.openapi.RequestSchema;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.FieldErrors;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of a request's body one by one, and reports all errors together.
public final class BodyFields {

    private final ObjectNode object;
    private final FieldErrors errors = new FieldErrors();

    public BodyFields(ObjectNode object, RequestSchema known) {
        this.object = object;
        errors.addUnknown(object.propertyNames(), known.names());
    }

    public boolean has(String name) {
        return object.has(name);
    }

    public boolean isNull(String name) {
        JsonNode node = object.get(name);
        return node != null && node.isNull();
    }

    /// The value; null if the field is absent, null or wrong.
    public <T> @Nullable T optional(String name, BiFunction<String, JsonNode, T> reader) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : errors.read(() -> reader.apply(name, node));
    }

    /// The value; null if the field is wrong. A field that is absent or null is wrong, too.
    public <T> @Nullable T required(String name, BiFunction<String, JsonNode, T> reader) {
        if (!object.hasNonNull(name)) {
            errors.add(new FieldError(name, ErrorCode.REQUIRED, "must be given, and not be null"));
        }
        return optional(name, reader);
    }

    /// The value that is read of an object's own fields. Their errors are reported with the others, under names such
    /// as `filter.tags`. Null if the field is absent, null or wrong.
    public <T> @Nullable T nested(String name, RequestSchema known, Function<BodyFields, T> reader) {
        ObjectNode child = optional(name, BodyFields::object);
        if (child == null) {
            return null;
        }
        var fields = new BodyFields(child, known);
        T value = fields.read(() -> reader.apply(fields));
        errors.addNested(name, fields.errors);
        return value;
    }

    private static ObjectNode object(String field, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidValue(field, ErrorCode.WRONG_TYPE, "must be an object");
    }

    /// A value that is made of several fields; null if it is wrong.
    public <T> @Nullable T read(Supplier<T> value) {
        return errors.read(value);
    }

    /// @throws io.omne.web.problem.RequestProblem if there are errors
    public void check() {
        errors.check();
    }
}
