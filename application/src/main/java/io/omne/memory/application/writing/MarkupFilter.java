package io.omne.memory.application.writing;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// Applies the policy for markup to values that consist of texts. Remembers which fields lost markup.
final class MarkupFilter {

    private final MarkupPolicy policy;
    private final ActiveMarkup markup;
    private final Set<String> cleaned = new LinkedHashSet<>();

    MarkupFilter(MarkupPolicy policy, ActiveMarkup markup) {
        this.policy = policy;
        this.markup = markup;
    }

    /// Returns the text to store for each text of a value.
    @FunctionalInterface
    interface Texts {

        /// @param field the name of the field, as the client knows it
        String of(String field, String text);
    }

    /// The fields that lost markup.
    Set<String> cleaned() {
        return cleaned;
    }

    /// The value to store. The original value must be valid too, so that a text over the limit is not cleaned.
    ///
    /// @param remade copies the value with other texts
    /// @throws InvalidValue if the value may not be stored
    <T> T stored(T sent, BiFunction<T, Texts, T> remade) {
        T valid = remade.apply(sent, (_, text) -> text);
        return switch (policy) {
            case KEEP -> valid;
            case REJECT -> remade.apply(valid, this::rejected);
            case CLEAN -> cleaned(valid, remade);
        };
    }

    /// The value without anything that could begin a tag.
    <T> T withoutAnyTag(T value, BiFunction<T, Texts, T> remade) {
        return remade.apply(value, noting(markup::withoutAnyTag));
    }

    /// Cleaning may add spaces. If the value becomes too long, everything that could begin a tag is removed
    /// instead.
    private <T> T cleaned(T valid, BiFunction<T, Texts, T> remade) {
        try {
            return remade.apply(valid, noting(markup::cleaned));
        } catch (InvalidValue e) {
            if (e.code() == ErrorCode.BLANK) {
                throw new InvalidValue(e.field(), e.code(), "has nothing but markup, which is taken out");
            }
            if (!e.code().isExcess()) {
                throw e;
            }
            return withoutAnyTag(valid, remade);
        }
    }

    private Texts noting(UnaryOperator<String> cleaning) {
        return (field, text) -> {
            String left = cleaning.apply(text);
            if (!left.equals(text)) {
                cleaned.add(field);
            }
            return left;
        };
    }

    private String rejected(String field, String text) {
        if (!markup.cleaned(text).equals(text)) {
            throw new InvalidValue(field, ErrorCode.ACTIVE_MARKUP, "has markup that could act in a browser");
        }
        return text;
    }
}
