package io.omne.memory;

import java.util.Optional;

/// Whether an edit touches a field, and if so what the field becomes.
public sealed interface Change<T> {

    record Keep<T>() implements Change<T> {}

    record To<T>(T value) implements Change<T> {}

    static <T> Change<T> keep() {
        return new Keep<>();
    }

    static <T> Change<T> to(T value) {
        return new To<>(value);
    }

    /// The new value, where there is one and it is another than `current`.
    default Optional<T> from(T current) {
        return this instanceof To<T>(T value) && !value.equals(current) ? Optional.of(value) : Optional.empty();
    }
}
