package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.domain.Windows;
import io.omne.embedding.domain.Windows.Window;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Cuts long texts into overlapping passages and has them all embedded together.
@Component
class PassageEmbedder implements Embedder {

    /// Tokens a passage: 256 with the two that BERT models add themselves, which leaves room below their limit
    /// of 512. A passage that begins inside a word may become a few tokens longer.
    static final Windows WINDOWS = new Windows(254, 32);

    private final EmbeddingModel model;

    PassageEmbedder(EmbeddingModel model) {
        this.model = model;
    }

    @Override
    public ModelName model() {
        return model.name();
    }

    @Override
    public List<List<Vector>> embed(List<String> texts) {
        try {
            return embedAll(texts);
        } catch (RuntimeException e) {
            throw new EmbeddingUnavailable("the embedding model " + model.name() + " gave no answer", e);
        }
    }

    private List<List<Vector>> embedAll(List<String> texts) {
        List<List<String>> cut = texts.stream().map(this::passages).toList();
        List<String> passages = cut.stream().flatMap(List::stream).toList();
        List<Vector> vectors = model.embed(passages);
        check(vectors, passages.size());
        var ofTexts = new ArrayList<List<Vector>>(texts.size());
        int from = 0;
        for (List<String> some : cut) {
            int to = from + some.size();
            ofTexts.add(List.copyOf(vectors.subList(from, to)));
            from = to;
        }
        return List.copyOf(ofTexts);
    }

    private List<String> passages(String text) {
        int[] ends = model.tokenEnds(text);
        return WINDOWS.over(ends.length).stream()
                .map(window -> passage(text, ends, window))
                .toList();
    }

    /// What stands between two tokens goes with the second; what follows the last token goes with it.
    private static String passage(String text, int[] ends, Window window) {
        int from = window.from() == 0 ? 0 : ends[window.from() - 1];
        int to = window.to() == ends.length ? text.length() : ends[window.to() - 1];
        return text.substring(from, to);
    }

    private void check(List<Vector> vectors, int passages) {
        if (vectors.size() != passages) {
            throw new IllegalStateException("%d vectors for %d passages".formatted(vectors.size(), passages));
        }
        for (Vector vector : vectors) {
            if (vector.dimension() != model.dimension()) {
                throw new IllegalStateException(
                        "a vector of %d dimensions, not %d".formatted(vector.dimension(), model.dimension()));
            }
        }
    }
}
