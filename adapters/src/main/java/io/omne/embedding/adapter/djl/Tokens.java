package io.omne.embedding.adapter.djl;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.util.Arrays;
import java.util.Set;

/// The tokens of a text.
///
/// @param ids of these tokens, and of those that the model adds before and after them
/// @param ends where each token of the text ends, in `char`s
/// @param isKnown whether at least a tenth of its words and pieces of words is known
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record Tokens(long[] ids, int[] ends, boolean isKnown) {

    /// The tokens for text for which a tokenizer has no piece.
    private static final Set<String> UNKNOWN = Set.of("[UNK]", "<unk>");

    /// One piece in this many must be known (`docs/adr/0019-texts-that-a-model-hardly-knows.md`).
    private static final int LEAST_KNOWN = 10;

    /// @param encoding of the text, with the tokens that the model adds
    static Tokens of(String text, Encoding encoding) {
        long[] added = encoding.getSpecialTokenMask();
        CharSpan[] spans = encoding.getCharTokenSpans();
        String[] tokens = encoding.getTokens();
        var ends = new int[tokens.length];
        int count = 0;
        int unknown = 0;
        int known = 0;
        int codePoints = 0;
        int chars = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (added[i] != 0) {
                continue;
            }
            // The tokenizer counts code points; several tokens may share one.
            for (; codePoints < spans[i].getEnd() && chars < text.length(); codePoints++) {
                chars += Character.charCount(text.codePointAt(chars));
            }
            ends[count++] = chars;
            if (UNKNOWN.contains(tokens[i])) {
                unknown++;
            } else if (tokens[i].codePoints().anyMatch(Character::isLetter)) {
                known++;
            }
        }
        boolean isKnown = unknown == 0 ? count > 0 : known * LEAST_KNOWN >= unknown + known;
        return new Tokens(encoding.getIds(), Arrays.copyOf(ends, count), isKnown);
    }
}
