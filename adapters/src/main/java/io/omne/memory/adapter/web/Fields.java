package io.omne.memory.adapter.web;

import io.omne.memory.InvalidValue;
import io.omne.memory.domain.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a request, read one by one. What is wrong with each is kept, so that one answer can tell it
/// all.
final class Fields {

    /// No client needs to hear more at once, and an answer must not grow with the request.
    private static final int MOST_ERRORS = 50;

    private final ObjectNode object;
    private final List<FieldError> errors = new ArrayList<>();

    Fields(ObjectNode object, Set<String> known) {
        this.object = object;
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .limit(MOST_ERRORS)
                .forEach(name -> errors.add(unknown(name)));
    }

    /// That a request has something of which the route knows nothing.
    static FieldError unknown(String name) {
        return new FieldError(Quoted.of(name), "unknown_field", "this request has no such field");
    }

    /// The value; null where the field is absent, null or wrong.
    <T> @Nullable T optional(String name, BiFunction<String, JsonNode, T> reader) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : read(name, node, reader);
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

    /// @throws Refused when anything was wrong
    void check() {
        if (!errors.isEmpty()) {
            throw Refused.of(errors);
        }
    }

    private <T> @Nullable T read(String name, JsonNode node, BiFunction<String, JsonNode, T> reader) {
        try {
            return reader.apply(name, node);
        } catch (InvalidValue e) {
            errors.add(new FieldError(e.field(), e.code(), String.valueOf(e.getMessage())));
            return null;
        }
    }
}
