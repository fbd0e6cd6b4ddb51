package io.omne.memory.application.writing;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// What the policy for markup makes of values that are made of texts. Remembers which fields lost some.
final class MarkupFilter {

    private final MarkupPolicy policy;
    private final ActiveMarkup markup;
    private final Set<String> cleaned = new LinkedHashSet<>();

    MarkupFilter(MarkupPolicy policy, ActiveMarkup markup) {
        this.policy = policy;
        this.markup = markup;
    }

    /// What becomes of each text of a value.
    @FunctionalInterface
    interface Texts {

        /// @param field the name of the text's field, for whoever sent it
        String of(String field, String text);
    }

    /// The fields that lost markup.
    Set<String> cleaned() {
        return cleaned;
    }

    /// The value that is to be stored. As it was sent it has to be valid too: what is longer than any is not cleaned.
    ///
    /// @param remade the value with other texts
    /// @throws InvalidValue where it may not be stored
    <T> T stored(T sent, BiFunction<T, Texts, T> remade) {
        T valid = remade.apply(sent, (_, text) -> text);
        return switch (policy) {
            case KEEP -> valid;
            case REJECT -> remade.apply(valid, this::rejected);
            case CLEAN -> cleaned(valid, remade);
        };
    }

    /// The value whose texts have no tags at all.
    <T> T withoutAnyTag(T value, BiFunction<T, Texts, T> remade) {
        return remade.apply(value, noting(markup::withoutAnyTag));
    }

    /// Cleaning may put spaces in; where there is no room for these, the texts have no tags at all.
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
