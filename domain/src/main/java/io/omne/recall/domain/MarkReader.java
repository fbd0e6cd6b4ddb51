package io.omne.recall.domain;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Reads the marks of one text, word by word. Patterns would take ten times as long, for every memory that is
/// stored.
final class MarkReader {

    /// Longer words are none of those that matter.
    private static final int LONGEST = 12;

    private final CharSequence text;
    private final Set<Mark> marks = EnumSet.noneOf(Mark.class);
    private String beforePrevious = "";
    private String previous = "";

    MarkReader(CharSequence text) {
        this.text = text;
    }

    Set<Mark> read() {
        int start = -1;
        for (int at = 0; at <= text.length() && marks.size() < Mark.values().length; at++) {
            if (isOfWord(at)) {
                start = start < 0 ? at : start;
            } else {
                if (start >= 0) {
                    read(start, at);
                    start = -1;
                }
                if ("?？؟".indexOf(at(at)) >= 0) {
                    marks.add(Mark.QUESTION);
                }
            }
        }
        return marks;
    }

    private char at(int index) {
        return index < text.length() ? text.charAt(index) : ' ';
    }

    private boolean isOfWord(int index) {
        char it = at(index);
        if (it == '我' || it == '私') {
            marks.add(Mark.FIRST_PERSON);
        }
        return Character.isLetterOrDigit(it);
    }

    private void read(int start, int end) {
        if (end - start > LONGEST) {
            beforePrevious = "";
            previous = "";
            return;
        }
        String written = text.subSequence(start, end).toString();
        String word = written.toLowerCase(Locale.ROOT);
        if (isFirstPerson(written, word, end)) {
            marks.add(Mark.FIRST_PERSON);
        }
        if (isTime(word, end)) {
            marks.add(Mark.TIME);
        }
        beforePrevious = previous;
        previous = word;
    }

    private boolean isFirstPerson(String written, String word, int end) {
        boolean isElided = word.equals("j") && "'’".indexOf(at(end)) >= 0;
        return isElided || (MarkWords.FIRST_PERSON.contains(word) && !written.equals("US"));
    }

    private boolean isTime(String word, int end) {
        if (Character.isDigit(word.charAt(0))) {
            return isNumberOfTime(word, end);
        }
        return MarkWords.TIMES.contains(word)
                || (isNumber(previous) && MarkWords.COUNTED.contains(word))
                || (MarkWords.SHIFTS.contains(previous) && MarkWords.SHIFTED.contains(word))
                || (MarkWords.BEFORE_MONTHS.contains(previous) && MarkWords.AMBIGUOUS_MONTHS.contains(word))
                || (beforePrevious.equals("vor") && MarkWords.COUNTED_GERMAN.contains(word));
    }

    private static boolean isNumber(String word) {
        return MarkWords.NUMBERS.contains(word)
                || (!word.isEmpty() && word.chars().allMatch(Character::isDigit));
    }

    /// A year, "5pm", "10:30", "3.5." or "3/5".
    private boolean isNumberOfTime(String word, int end) {
        boolean isShort = word.length() <= 2;
        return (word.length() == 4 && (word.startsWith("19") || word.startsWith("20")) && isNumber(word))
                || (word.length() <= 4 && (word.endsWith("am") || word.endsWith("pm")))
                || (isShort && at(end) == ' ' && (isWordAt(end + 1, "am") || isWordAt(end + 1, "pm")))
                || (isShort && ":./".indexOf(at(end)) >= 0 && Character.isDigit(at(end + 1)));
    }

    private boolean isWordAt(int start, String word) {
        return at(start) == word.charAt(0)
                && at(start + 1) == word.charAt(1)
                && !Character.isLetterOrDigit(at(start + 2));
    }
}
