package io.omne.memory.adapter.jsoup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the tags and comments of a text as a browser finds them: in the data state of the HTML standard's
/// tokenizer, and the states that it leads to. Declarations and processing instructions are skipped. Any text is
/// read in one pass.
///
/// A browser leaves the data state after some tags, such as `<script>`, and in SVG. A text without these is read
/// here exactly as in a browser.
final class TagReader {

    /// The name of a comment.
    static final String COMMENT = "<!--";

    private final String text;
    private int at;
    private int openQuote;
    private int commentEnd;

    TagReader(String text) {
        this.text = text;
    }

    /// Returns the next tag or comment, or null if there are no more.
    @Nullable
    HtmlTag next() {
        while (true) {
            int open = text.indexOf('<', at);
            if (open < 0) {
                return null;
            }
            char c = charAt(open + 1);
            boolean closing = c == '/';
            if (isLetter(closing ? charAt(open + 2) : c)) {
                return read(open, closing);
            }
            if (text.startsWith(COMMENT, open)) {
                at = behindComment(open + COMMENT.length());
                return new HtmlTag(open, at, false, COMMENT, List.of(), -1);
            } else if (c == '!' || c == '?' || (closing && open + 2 < text.length())) {
                at = behind('>', open + 2);
            } else {
                at = open + 1;
            }
        }
    }

    /// Continues at this position.
    void moveTo(int position) {
        at = position;
    }

    /// Reads the tag that begins at `open`.
    HtmlTag read(int open, boolean closing) {
        int nameStart = open + (closing ? 2 : 1);
        int nameEnd = nameStart;
        while (nameEnd < text.length() && !endsName(text.charAt(nameEnd))) {
            nameEnd++;
        }
        var attributes = new ArrayList<HtmlTag.Attribute>();
        at = nameEnd;
        openQuote = -1;
        boolean closed = readAttributes(attributes);
        at += closed ? 1 : 0;
        return new HtmlTag(open, at, closing, name(nameStart, nameEnd), List.copyOf(attributes), openQuote);
    }

    /// Returns whether the tag is closed; false if the text ends before.
    private boolean readAttributes(List<HtmlTag.Attribute> attributes) {
        while (true) {
            while (at < text.length() && (isSpace(text.charAt(at)) || text.charAt(at) == '/')) {
                at++;
            }
            if (at == text.length() || text.charAt(at) == '>') {
                return at < text.length();
            }
            attributes.add(readAttribute());
        }
    }

    /// A `=` that comes first belongs to the name.
    private HtmlTag.Attribute readAttribute() {
        int start = at++;
        while (at < text.length() && !endsName(text.charAt(at)) && text.charAt(at) != '=') {
            at++;
        }
        String name = name(start, at);
        int equals = behindSpaces(at);
        if (charAt(equals) != '=' || equals == text.length()) {
            return new HtmlTag.Attribute(start, at, name, null);
        }
        at = behindSpaces(equals + 1);
        String value = readValue();
        return new HtmlTag.Attribute(start, at, name, value);
    }

    private String readValue() {
        char quote = charAt(at);
        int start = at;
        if (quote == '"' || quote == '\'') {
            at = behind(quote, start + 1);
            boolean closed = at > start + 1 && text.charAt(at - 1) == quote;
            openQuote = closed ? -1 : start;
            return text.substring(start + 1, closed ? at - 1 : at);
        }
        while (at < text.length() && !isSpace(text.charAt(at)) && text.charAt(at) != '>') {
            at++;
        }
        return text.substring(start, at);
    }

    /// `<!-->` and `<!--->` are whole comments. An end that was found is the end of all comments that begin before
    /// it, so it is not searched for again.
    private int behindComment(int start) {
        if (charAt(start) == '>') {
            return start + 1;
        }
        if (text.startsWith("->", start)) {
            return start + 2;
        }
        if (start + 3 > commentEnd) {
            commentEnd = searchCommentEnd(start);
        }
        return commentEnd;
    }

    private int searchCommentEnd(int start) {
        for (int dashes = text.indexOf("--", start); dashes >= 0; dashes = text.indexOf("--", dashes + 1)) {
            if (charAt(dashes + 2) == '>') {
                return dashes + 3;
            }
            if (text.startsWith("!>", dashes + 2)) {
                return dashes + 4;
            }
        }
        return text.length();
    }

    private int behind(char c, int from) {
        int found = text.indexOf(c, from);
        return found < 0 ? text.length() : found + 1;
    }

    private int behindSpaces(int from) {
        int i = from;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// Returns NUL after the end of the text. NUL has no meaning in a tag.
    private char charAt(int i) {
        return i < text.length() ? text.charAt(i) : 0;
    }

    private String name(int start, int end) {
        return lowerCase(text.substring(start, end));
    }

    /// Converts the letters A to Z only, as browsers do.
    static String lowerCase(String name) {
        var lower = new StringBuilder(name);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 32));
            }
        }
        return lower.toString();
    }

    /// Whether the character ends the name of a tag.
    static boolean endsName(char c) {
        return isSpace(c) || c == '/' || c == '>';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// Includes the carriage return, which browsers convert to a newline before they read tags.
    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
    }
}
