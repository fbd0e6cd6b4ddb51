package io.omne;

/// Escapes `${name}`, which Spring replaces in the values of settings. A secret must stay as it is.
final class Placeholders {

    private Placeholders() {}

    /// @return a value that Spring reads as the text given
    static String escaped(String text) {
        return text.replace("${", "\\${");
    }
}
