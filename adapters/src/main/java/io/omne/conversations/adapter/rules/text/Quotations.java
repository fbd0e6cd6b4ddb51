package io.omne.conversations.adapter.rules.text;

import java.util.Arrays;

/// Blots out what stands between quotation marks or backticks, or is struck through, in a line.
final class Quotations {

    /// A mark without a partner within this distance is none, so that each is looked at once and no further.
    private static final int LONGEST = 300;

    private Quotations() {}

    static void blot(char[] units, int start, int end) {
        for (int i = start; i < end; i++) {
            int close = isOpening(units, start, i) ? closing(units, i, end) : -1;
            if (close > i) {
                Arrays.fill(units, i, close + 1, Shadow.BLOT);
                i = close;
            }
        }
    }

    private static boolean isOpening(char[] units, int start, int i) {
        return switch (units[i]) {
            case '"', '“', '„', '«', '`' -> true;
            // An apostrophe within or behind a word quotes nothing.
            case '\'', '‘' -> i == start || !Character.isLetterOrDigit(units[i - 1]);
            case '~' -> i > start && units[i - 1] == '~';
            default -> false;
        };
    }

    private static int closing(char[] units, int open, int end) {
        int last = Math.min(end, open + LONGEST);
        for (int i = open + 1; i < last; i++) {
            if (closes(units, open, i, end)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean closes(char[] units, int open, int i, int end) {
        char unit = units[i];
        return switch (units[open]) {
            case '"' -> unit == '"';
            case '“', '„' -> unit == '”' || unit == '“' || unit == '"';
            case '«' -> unit == '»';
            case '`' -> unit == '`';
            case '~' -> unit == '~' && i > open + 1 && units[i - 1] == '~';
            default -> unit == '\'' && (i + 1 == end || !Character.isLetterOrDigit(units[i + 1]));
        };
    }
}
