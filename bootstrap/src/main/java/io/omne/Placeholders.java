package io.omne;

/// Spring replaces `${name}` in the values of settings. A secret is taken as it is.
final class Placeholders {

    private Placeholders() {}

    /// @return a value that Spring reads as the text given
    static String escaped(String text) {
        return text.replace("${", "\\${");
    }
}
