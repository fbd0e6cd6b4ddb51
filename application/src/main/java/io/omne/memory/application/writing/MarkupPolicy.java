package io.omne.memory.application.writing;

import io.omne.validation.CannotStart;
import java.util.Locale;
import java.util.stream.Stream;

/// How markup that could act in a browser is treated in the texts of memories: the setting `omne.markup`.
public enum MarkupPolicy {
    /// The markup is removed, and the answer names the fields.
    CLEAN,
    /// The memory is rejected.
    REJECT,
    /// The markup stays. A page that shows memories must make it harmless.
    KEEP;

    /// @throws CannotStart if the setting has another value
    public static MarkupPolicy of(String setting) {
        return Stream.of(values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(setting))
                .findFirst()
                .orElseThrow(() -> new CannotStart("omne.markup has to be clean, reject or keep."));
    }
}
