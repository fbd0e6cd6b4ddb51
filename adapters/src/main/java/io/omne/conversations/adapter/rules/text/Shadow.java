package io.omne.conversations.adapter.rules.text;

import java.util.Arrays;
import java.util.regex.Pattern;

/// The shadow of a message: a text of the same length, in which lines that its writer only shows are line
/// breaks, and quoted words are blots. Each character is looked at a bounded number of times.
final class Shadow {

    /// Stands for a character that is quoted. No rule has it, and it is no letter.
    static final char BLOT = '\uFFFC';

    /// Such as the heads of forwarded mail. All that comes after is another's.
    private static final Pattern FORWARDED = Pattern.compile(
            "^-{2,} ?(?:original|forwarded) message.*|^begin forwarded message.*", Pattern.CASE_INSENSITIVE);

    private static final Pattern BULLET = Pattern.compile("^\\s+(?:[-*•+]|\\[[ xX]?]|\\d{1,3}[.)])\\s.*");

    /// Marks of a line of code or of a shell. A line is not longer than what is asked for here.
    private static final Pattern CODE = Pattern.compile("[{}]|\\(\\);?|\\s//\\s|^//|=>|==|;$|^\\$ |^#include|^git ");

    /// A line of a pasted conversation: "[10:32] Ben: I live in Rome". Whose words they are is not known for
    /// sure.
    private static final Pattern PASTED = Pattern.compile("(?:\\[[^\\]]{1,25}]\\s*|\\d{1,2}:\\d{2}\\s*[-–]?\\s*)?"
            + "(?!(?i:todo|final|decision|decided|agreed|note|update|reminder|remember|question|ps|fyi"
            + "|btw|edit|action|task|hi"
            + "|hello|also|ok|okay|summary|important|info|news|don)\\b)"
            + "\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)?(?: \\([^)]{1,20}\\))?:\\s.*\\b(?i:i|i'm|i'll|i've|we"
            + "|we'll|we've|we're|my)\\b.*");

    private static final int LONGEST_LINE_LOOKED_AT = 1_000;

    private final char[] units;

    private Shadow(String content) {
        this.units = content.replace('\u2019', '\'').replace('\r', '\n').toCharArray();
    }

    static String of(String content) {
        var shadow = new Shadow(content);
        shadow.hideLines();
        return new String(shadow.units);
    }

    private void hideLines() {
        boolean fenced = false;
        for (int start = 0; start < units.length; ) {
            int end = lineEnd(start);
            String line = new String(units, start, Math.min(end - start, LONGEST_LINE_LOOKED_AT));
            String stripped = line.strip();
            if (FORWARDED.matcher(stripped).matches()) {
                Arrays.fill(units, start, units.length, '\n');
                return;
            }
            boolean fence = stripped.startsWith("```") || stripped.startsWith("~~~");
            if (fence
                    || fenced
                    || stripped.startsWith(">")
                    || PASTED.matcher(stripped).matches()
                    || isCode(line, stripped)) {
                Arrays.fill(units, start, end, '\n');
            } else {
                Quotations.blot(units, start, end);
            }
            fenced ^= fence;
            start = end + 1;
        }
    }

    private int lineEnd(int start) {
        int end = start;
        while (end < units.length && units[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isCode(String line, String stripped) {
        boolean indented = line.startsWith("    ") || line.startsWith("\t");
        return (indented && !BULLET.matcher(line).matches())
                || CODE.matcher(stripped).find();
    }
}
