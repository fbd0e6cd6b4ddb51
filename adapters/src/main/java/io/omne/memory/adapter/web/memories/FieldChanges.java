package io.omne.memory.adapter.web.memories;

import io.omne.memory.Change;
import io.omne.web.request.BodyFields;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/// Reads the changes of an edit from its fields.
record FieldChanges(BodyFields fields) {

    /// The change of a field that cannot be cleared.
    <T> Change<T> change(String name, BiFunction<String, JsonNode, T> reader) {
        T value = fields.has(name) ? fields.required(name, reader) : null;
        return value == null ? Change.keep() : Change.to(value);
    }

    /// The change of a field that null clears.
    <T> Change<T> change(String name, BiFunction<String, JsonNode, T> reader, T cleared) {
        if (fields.isNull(name)) {
            return Change.to(cleared);
        }
        T value = fields.optional(name, reader);
        return value == null ? Change.keep() : Change.to(value);
    }
}
