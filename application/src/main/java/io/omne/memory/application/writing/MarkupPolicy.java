package io.omne.memory.application.writing;

import io.omne.validation.CannotStart;
import java.util.Locale;
import java.util.stream.Stream;

/// What becomes of markup in a memory's texts that could act in a browser: the setting `omne.markup`.
public enum MarkupPolicy {
    /// It is taken out, and the answer says of which fields.
    CLEAN,
    /// The memory is refused.
    REJECT,
    /// It stays. Whoever shows memories on a page has to make it harmless.
    KEEP;

    /// @throws CannotStart where the setting has another value
    public static MarkupPolicy of(String setting) {
        return Stream.of(values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(setting))
                .findFirst()
                .orElseThrow(() -> new CannotStart("omne.markup has to be clean, reject or keep."));
    }
}
