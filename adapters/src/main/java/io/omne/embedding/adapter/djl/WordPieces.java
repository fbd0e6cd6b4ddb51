package io.omne.embedding.adapter.djl;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// The tokens of BERT: words, and pieces of rare words. Safe to use from several threads at once.
final class WordPieces implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;

    private WordPieces(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// @param json a `tokenizer.json`; what it says about cutting and padding does not count
    static WordPieces read(InputStream json) throws IOException {
        return new WordPieces(HuggingFaceTokenizer.newInstance(
                json, Map.of("truncation", "do_not_truncate", "padding", "do_not_pad")));
    }

    /// The ids of the text's tokens between [CLS] and [SEP]. Where they are more than `most`, those before
    /// [SEP] are left out.
    long[] ids(String text, int most) {
        long[] ids = tokenizer.encode(text, true, false).getIds();
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

    @Override
    public void close() {
        tokenizer.close();
    }
}
