package io.omne.memory.adapter.web;

import io.omne.memory.Change;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a request's body, read one by one; what is wrong with them is told together.
final class BodyFields {

    private final ObjectNode object;
    private final FieldErrors errors = new FieldErrors();

    BodyFields(ObjectNode object, RequestSchema known) {
        this.object = object;
        errors.addUnknown(object.propertyNames(), known.names());
    }

    /// The value; null where the field is absent, null or wrong.
    <T> @Nullable T optional(String name, BiFunction<String, JsonNode, T> reader) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : errors.read(() -> reader.apply(name, node));
    }

    /// The value; null where the field is wrong, which being absent or null is.
    <T> @Nullable T required(String name, BiFunction<String, JsonNode, T> reader) {
        if (!object.hasNonNull(name)) {
            errors.add(new FieldError(name, "required", "must be given, and not be null"));
        }
        return optional(name, reader);
    }

    /// What becomes of a field that cannot be cleared.
    <T> Change<T> change(String name, BiFunction<String, JsonNode, T> reader) {
        T value = object.has(name) ? required(name, reader) : null;
        return value == null ? Change.keep() : Change.to(value);
    }

    /// What becomes of a field that null clears.
    <T> Change<T> change(String name, BiFunction<String, JsonNode, T> reader, T cleared) {
        JsonNode node = object.get(name);
        if (node != null && node.isNull()) {
            return Change.to(cleared);
        }
        T value = optional(name, reader);
        return value == null ? Change.keep() : Change.to(value);
    }

    /// @throws RequestProblem when anything was wrong
    void check() {
        errors.check();
    }
}
