package io.omne.embedding.adapter.djl;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// Splits texts into the tokens of BERT: words, and pieces of rare words. Several threads may use it at once.
final class WordPieces implements AutoCloseable {

    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /// What an entry takes besides text and tokens.
    private static final int OVERHEAD = 200;

    private final HuggingFaceTokenizer tokenizer;

    /// The tokens of the last texts. A text is asked for several times while it becomes a vector: to cut it, to tell
    /// whether the model knows it, for the model, and to count it.
    private final Cache<String, Tokens> last = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher(WordPieces::bytes)
            .build();

    private WordPieces(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// @param json a `tokenizer.json`; its settings for truncation and padding are ignored
    static WordPieces read(InputStream json) throws IOException {
        return new WordPieces(HuggingFaceTokenizer.newInstance(
                json, Map.of("truncation", "do_not_truncate", "padding", "do_not_pad")));
    }

    /// A text may have no tokens at all, however long it is.
    private static int bytes(String text, Tokens tokens) {
        return OVERHEAD
                + Character.BYTES * text.length()
                + Long.BYTES * tokens.ids().length
                + Integer.BYTES * tokens.ends().length;
    }

    /// The ids of the text's tokens and of those that the model adds.
    long[] ids(String text) {
        return tokens(text).ids();
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

    /// Where each token of the text ends, in `char`s.
    int[] ends(String text) {
        return tokens(text).ends();
    }

    /// Whether at least a tenth of the text's words and pieces of words is known, by the number of pieces.
    /// Punctuation and digits do not count; a text of these alone is known. A text without tokens is not.
    boolean knows(String text) {
        return tokens(text).isKnown();
    }

    private Tokens tokens(String text) {
        return last.get(text, it -> Tokens.of(it, tokenizer.encode(it, true, false)));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
