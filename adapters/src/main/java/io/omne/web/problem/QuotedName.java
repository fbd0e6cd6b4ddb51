package io.omne.web.problem;

/// Quotes a client's text in an answer: not longer than needed to recognise it, and without characters that UTF-8
/// does not have or that could act in a browser.
final class QuotedName {

    private static final int MOST = 100;
    private static final int REPLACEMENT = 0xFFFD;

    private QuotedName() {}

    static String of(String text) {
        int tag = text.indexOf('<');
        String shown = tag < 0 ? text : tag == 0 ? "\uFFFD" : text.substring(0, tag);
        return shown.codePoints()
                .limit(MOST)
                .map(c -> c == 0 || (c <= 0xFFFF && Character.isSurrogate((char) c)) ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
