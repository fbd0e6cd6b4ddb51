package io.omne.memory;

import java.util.Optional;

/// Whether an edit changes a field, and the new value if so.
public sealed interface Change<T> {

    record Keep<T>() implements Change<T> {}

    record To<T>(T value) implements Change<T> {}

    static <T> Change<T> keep() {
        return new Keep<>();
    }

    static <T> Change<T> to(T value) {
        return new To<>(value);
    }

    /// The new value, if the edit changes the field and the value differs from `current`.
    default Optional<T> from(T current) {
        return this instanceof To<T>(T value) && !value.equals(current) ? Optional.of(value) : Optional.empty();
    }
}
