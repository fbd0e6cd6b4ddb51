package io.omne.recall.adapter.lucene;

import io.omne.recall.adapter.lucene.Run.Kind;
import io.omne.recall.adapter.lucene.Run.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a text into runs.
final class RunReader {

    private final int[] text;
    private int at;

    RunReader(String text) {
        this.text = text.codePoints().toArray();
    }

    /// The next run; null at the end.
    @Nullable
    Run next() {
        while (at < text.length && !isStart(text[at])) {
            at++;
        }
        if (at == text.length) {
            return null;
        }
        int start = at;
        if (Letters.isWithoutBlanks(text[at])) {
            at = endOf(at, true);
            return run(start, List.of(word(start, at)), Kind.WITHOUT_BLANKS);
        }
        if (!Letters.isOfWord(text[at])) {
            at++;
            return run(start, List.of(word(start, at)), Kind.PICTOGRAPH);
        }
        return words();
    }

    private static boolean isStart(int character) {
        return Letters.isOfWord(character) || Letters.isPictograph(character);
    }

    private Run words() {
        int start = at;
        var words = new ArrayList<Word>();
        while (true) {
            int end = withSuffix(at, endOf(at, false));
            words.add(new Word(string(at, end), at, end, Camel.parts(text, at, end)));
            at = end;
            int next = afterJoiner(end);
            if (next < 0) {
                return run(start, words, Kind.WORDS);
            }
            at = next;
        }
    }

    /// Where the word ends that begins here. An apostrophe between two letters is part of the word.
    private int endOf(int start, boolean isWithoutBlanks) {
        int end = start;
        while (isAt(end, isWithoutBlanks)
                || (end > start
                        && end < text.length
                        && Letters.isApostrophe(text[end])
                        && isAt(end + 1, isWithoutBlanks))) {
            end++;
        }
        return end;
    }

    private boolean isAt(int index, boolean isWithoutBlanks) {
        return index < text.length
                && Letters.isOfWord(text[index])
                && Letters.isWithoutBlanks(text[index]) == isWithoutBlanks;
    }

    /// Adds the signs to names such as `C++` and `F#`.
    private int withSuffix(int start, int end) {
        int signs = end;
        while (signs < text.length && signs < end + 2 && (text[signs] == '+' || text[signs] == '#')) {
            signs++;
        }
        boolean isSuffix = text.length > end && (text[end] == '#' ? signs == end + 1 : signs == end + 2);
        boolean isFree = signs == text.length || !Letters.isOfWord(text[signs]);
        return isSuffix && isFree && end - start <= 3 ? signs : end;
    }

    /// Where the next word of the run begins; -1 if the run ends.
    private int afterJoiner(int end) {
        if (end + 1 >= text.length) {
            return -1;
        }
        int next = text[end] == ':' && text[end + 1] == ':' ? end + 2 : end + 1;
        boolean joins = Letters.isJoiner(text[end])
                || (text[end] == ',' && Character.isDigit(text[end - 1]) && Character.isDigit(text[next]));
        return joins && isAt(next, false) ? next : -1;
    }

    private Run run(int start, List<Word> words, Kind kind) {
        return new Run(start, at, string(start, at), words, kind);
    }

    private Word word(int start, int end) {
        return Word.of(string(start, end), start, end);
    }

    private String string(int start, int end) {
        return new String(text, start, end - start);
    }
}
