package io.omne.validation;

/// The characters that are invisible in a text: those of Unicode's categories Zs, Zl, Zp, Cc and Cf, which include
/// all white space, those that are `Default_Ignorable_Code_Point`, and symbols with an empty glyph.
final class InvisibleCharacters {

    /// The first and last character of each range of `Default_Ignorable_Code_Point` in Unicode 17. Java lacks this
    /// property.
    private static final int[][] DEFAULT_IGNORABLE = {
        {0x00AD, 0x00AD}, // soft hyphen
        {0x034F, 0x034F}, // combining grapheme joiner
        {0x061C, 0x061C}, // Arabic letter mark
        {0x115F, 0x1160}, // Hangul fillers
        {0x17B4, 0x17B5}, // Khmer inherent vowels
        {0x180B, 0x180F}, // Mongolian variation selectors
        {0x200B, 0x200F}, // zero-width characters, directions
        {0x202A, 0x202E}, // embeddings of directions
        {0x2060, 0x206F}, // word joiner, invisible operators, isolates
        {0x3164, 0x3164}, // Hangul filler
        {0xFE00, 0xFE0F}, // variation selectors
        {0xFEFF, 0xFEFF}, // byte order mark
        {0xFFA0, 0xFFA0}, // halfwidth Hangul filler
        {0xFFF0, 0xFFF8}, // unassigned, reserved for such characters
        {0x1BCA0, 0x1BCA3}, // shorthand format controls
        {0x1D173, 0x1D17A}, // musical beams and slurs
        {0xE0000, 0xE0FFF}, // tags, variation selectors
    };

    private InvisibleCharacters() {}

    static boolean contain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> true;
            default -> isDefaultIgnorable(codePoint) || isDrawnAsNothing(codePoint);
        };
    }

    private static boolean isDefaultIgnorable(int codePoint) {
        for (int[] range : DEFAULT_IGNORABLE) {
            if (codePoint <= range[1]) {
                return codePoint >= range[0];
            }
        }
        return false;
    }

    private static boolean isDrawnAsNothing(int codePoint) {
        return switch (codePoint) {
            case 0x2800, // Braille pattern blank
                    0x13441, // Egyptian hieroglyph full blank
                    0x13442, // Egyptian hieroglyph half blank
                    0x16FE4, // Khitan small script filler
                    0x1D159 -> // musical symbol null notehead
                true;
            default -> false;
        };
    }
}
