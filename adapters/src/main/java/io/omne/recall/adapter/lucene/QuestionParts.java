package io.omne.recall.adapter.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of a question.
///
/// @param text the question without what is excluded
/// @param phrases what stands in quotation marks
/// @param excluded the words and phrases behind a hyphen
record QuestionParts(String text, List<String> phrases, List<String> excluded) {

    /// A phrase in quotation marks, or a word behind a hyphen. A hyphen counts at the beginning of a word only, and
    /// not before a number. Apostrophes are no quotation marks.
    private static final Pattern MARKED =
            Pattern.compile("(?<![^\\s(\\[])(?<minus>-)?[\"“”„«]\\s*(?<phrase>[^\"“”„«»]*[^\"“”„«»\\s])\\s*[\"“”»]"
                    + "|(?<!\\S)-(?<word>\\p{L}\\S*)");

    static QuestionParts of(String question) {
        var phrases = new ArrayList<String>();
        var excluded = new ArrayList<String>();
        var text = new StringBuilder();
        int from = 0;
        Matcher marked = MARKED.matcher(question);
        while (marked.find()) {
            text.append(question, from, marked.start());
            from = marked.end();
            if (marked.group("word") != null) {
                excluded.add(marked.group("word"));
            } else if (marked.group("minus") != null) {
                excluded.add(marked.group("phrase"));
            } else {
                phrases.add(marked.group("phrase"));
                text.append(' ').append(marked.group("phrase")).append(' ');
            }
        }
        text.append(question, from, question.length());
        return new QuestionParts(text.toString(), phrases, excluded);
    }
}
