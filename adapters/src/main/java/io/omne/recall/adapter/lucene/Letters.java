package io.omne.recall.adapter.lucene;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/// What kinds of characters there are, by code point.
final class Letters {

    /// The scripts that write words without blanks between them, or attach particles to them.
    private static final Set<UnicodeScript> WITHOUT_BLANKS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    /// Characters that join words to one identifier, address or name.
    private static final String JOINERS = "-_./@:+&#=~\\\u2010\u2011\u2012\u2013\u2212";

    private Letters() {}

    static boolean isOfWord(int character) {
        return Character.isLetterOrDigit(character)
                || switch (Character.getType(character)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER -> true;
                    default -> false;
                };
    }

    static boolean isPictograph(int character) {
        return character > 0x200d && Character.isExtendedPictographic(character);
    }

    static boolean isWithoutBlanks(int character) {
        return character > 0xd00
                && (WITHOUT_BLANKS.contains(UnicodeScript.of(character))
                        || (character >= 0x3040 && character <= 0x30ff)
                        || (character >= 0xff66 && character <= 0xff9f));
    }

    static boolean isHan(int character) {
        return UnicodeScript.of(character) == UnicodeScript.HAN;
    }

    static boolean isApostrophe(int character) {
        return "'’ʼ＇‘`´".indexOf(character) >= 0;
    }

    static boolean isJoiner(int character) {
        return JOINERS.indexOf(character) >= 0;
    }
}
