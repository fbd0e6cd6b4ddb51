package io.omne.conversations.adapter.rules.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a message into sentences. A sentence longer than `LONGEST` is left out, so that rules take a bounded
/// time for each, and a time for all that grows with the length of the message alone.
public final class SentenceReader {

    /// In UTF-16 units. What people tell in one sentence is shorter.
    public static final int LONGEST = 300;

    /// Between sentences of the same paragraph.
    private static final int WIDEST_GAP = 3;

    private static final Pattern BOX = Pattern.compile("^\\s*(?:[-*•+]\\s*|\\d{1,3}[.)]\\s*)?\\[([ xX]?)]\\s+");

    private final String content;
    private final String shadow;
    private final List<Sentence> sentences = new ArrayList<>();
    private int lastEnd = -1;

    private SentenceReader(String content) {
        this.content = content;
        this.shadow = Shadow.of(content);
    }

    public static List<Sentence> read(String content) {
        var reader = new SentenceReader(content);
        var ends = new SentenceEnds(reader.shadow);
        for (int start = 0; start < content.length(); ) {
            int end = ends.after(start);
            reader.add(start, end);
            start = end;
        }
        return reader.sentences;
    }

    private void add(int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(shadow.charAt(end - 1))) {
            end--;
        }
        Mark mark = Mark.NONE;
        int start = from;
        Matcher box = BOX.matcher(shadow).region(from, Math.min(end, from + LONGEST));
        if (box.lookingAt()) {
            mark = box.group(1).isBlank() ? Mark.OPEN_BOX : Mark.DONE_BOX;
            start = box.end();
        }
        start = firstWord(start, end);
        if (start < end && end - start <= LONGEST) {
            boolean follows = mark == Mark.NONE
                    && isNear(start)
                    && shadow.substring(lastEnd, start).isBlank();
            sentences.add(new Sentence(
                    start, end, content.substring(start, end), shadow.substring(start, end), mark, follows));
        }
        lastEnd = end - start <= LONGEST ? end : -1;
    }

    private boolean isNear(int start) {
        return lastEnd >= 0 && start - lastEnd <= WIDEST_GAP;
    }

    /// Passes over bullets, emoji and other signs before the first word.
    private int firstWord(int from, int end) {
        int start = from;
        while (start < end) {
            int it = shadow.codePointAt(start);
            if (Character.isLetterOrDigit(it) || it == '+' || it == '(' || it == '/' || it == Shadow.BLOT) {
                break;
            }
            start += Character.charCount(it);
        }
        return start;
    }
}
