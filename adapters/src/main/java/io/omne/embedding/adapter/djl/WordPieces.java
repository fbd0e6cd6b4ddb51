package io.omne.embedding.adapter.djl;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/// Splits texts into the tokens of BERT: words, and pieces of rare words. Several threads may use it at once.
final class WordPieces implements AutoCloseable {

    /// The tokens for text for which a tokenizer has no piece.
    private static final Set<String> UNKNOWN = Set.of("[UNK]", "<unk>");

    /// One piece in this many must be known (`docs/adr/0019-texts-that-a-model-hardly-knows.md`).
    private static final int LEAST_KNOWN = 10;

    private final HuggingFaceTokenizer tokenizer;

    private WordPieces(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// @param json a `tokenizer.json`; its settings for truncation and padding are ignored
    static WordPieces read(InputStream json) throws IOException {
        return new WordPieces(HuggingFaceTokenizer.newInstance(
                json, Map.of("truncation", "do_not_truncate", "padding", "do_not_pad")));
    }

    /// The ids of the text's tokens and of those that the model adds.
    long[] ids(String text) {
        return tokenizer.encode(text, true, false).getIds();
    }

    /// The ids of the text's tokens between [CLS] and [SEP]. If there are more than `most`, the last ones before
    /// [SEP] are left out.
    long[] ids(String text, int most) {
        long[] ids = ids(text);
        if (ids.length <= most) {
            return ids;
        }
        long[] first = new long[most];
        System.arraycopy(ids, 0, first, 0, most - 1);
        first[most - 1] = ids[ids.length - 1];
        return first;
    }

    /// Where each token of the text ends, in `char`s. The tokenizer counts code points; several tokens may
    /// share one.
    int[] ends(String text) {
        CharSpan[] spans = tokenizer.encode(text, false, false).getCharTokenSpans();
        var ends = new int[spans.length];
        int codePoints = 0;
        int chars = 0;
        for (int i = 0; i < spans.length; i++) {
            for (; codePoints < spans[i].getEnd() && chars < text.length(); codePoints++) {
                chars += Character.charCount(text.codePointAt(chars));
            }
            ends[i] = chars;
        }
        return ends;
    }

    /// Whether at least a tenth of the text's words and pieces of words is known, by the number of pieces.
    /// Punctuation and digits do not count; a text of these alone is known. A text without tokens is not.
    boolean knows(String text) {
        Encoding encoding = tokenizer.encode(text, false, false);
        String[] tokens = encoding.getTokens();
        int unknown = 0;
        int known = 0;
        for (String token : tokens) {
            if (UNKNOWN.contains(token)) {
                unknown++;
            } else if (token.codePoints().anyMatch(Character::isLetter)) {
                known++;
            }
        }
        return unknown == 0 ? tokens.length > 0 : known * LEAST_KNOWN >= unknown + known;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
