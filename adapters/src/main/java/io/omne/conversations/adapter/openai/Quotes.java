package io.omne.conversations.adapter.openai;

import io.omne.conversations.application.extractor.Quote;
import io.omne.conversations.application.extractor.TranscriptMessage;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds what a model quotes in a message.
final class Quotes {

    /// Longer than any sentence that says one thing.
    private static final int MOST_CHARACTERS = 2_000;

    /// A quote has to say something.
    private static final int LEAST_LETTERS = 2;

    /// These are written without spaces between words.
    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private Quotes() {}

    /// Where the quote stands first, in whole words. White space may differ, since models write it as they like;
    /// the text of the result is that of the message.
    static Optional<Quote> find(TranscriptMessage message, @Nullable String quote) {
        if (quote == null || quote.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        String words = new SpacedText(quote.strip()).text();
        if (words.codePoints().filter(Character::isLetterOrDigit).count() < LEAST_LETTERS) {
            return Optional.empty();
        }
        var content = new SpacedText(message.content());
        int start = content.text().indexOf(words);
        while (start >= 0) {
            int end = start + words.length();
            if (isBetweenWords(content.text(), start) && isBetweenWords(content.text(), end)) {
                return Optional.of(at(message, content.origin(start), content.origin(end - 1) + 1));
            }
            start = content.text().indexOf(words, start + 1);
        }
        return Optional.empty();
    }

    private static boolean isBetweenWords(String text, int index) {
        if (index == 0 || index == text.length()) {
            return true;
        }
        boolean isWithinCharacter = Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
        return !isWithinCharacter
                && !(isOfSpacedWord(text.codePointBefore(index)) && isOfSpacedWord(text.codePointAt(index)));
    }

    private static boolean isOfSpacedWord(int character) {
        return Character.isLetterOrDigit(character) && !WITHOUT_SPACES.contains(UnicodeScript.of(character));
    }

    private static Quote at(TranscriptMessage message, int start, int end) {
        String content = message.content();
        int first = content.codePointCount(0, start);
        return new Quote(
                message.id(), first, first + content.codePointCount(start, end), content.substring(start, end));
    }
}
