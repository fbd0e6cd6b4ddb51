package io.omne.embedding.application;

import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.domain.Windows;
import io.omne.embedding.domain.Windows.Window;
import java.util.ArrayList;
import java.util.List;

/// Texts, cut into overlapping passages for a model.
final class Passages {

    private static final int OVERLAP = 32;

    private final List<Cut> texts;

    private Passages(List<Cut> texts) {
        this.texts = texts;
    }

    static Passages of(List<String> texts, EmbeddingModel model) {
        return new Passages(texts.stream().map(text -> cut(model, text)).toList());
    }

    /// The passages of a text.
    ///
    /// @param omitted how many passages the model does not support
    private record Cut(List<String> supported, int omitted) {}

    /// The supported passages of all texts.
    List<String> supported() {
        return texts.stream().flatMap(text -> text.supported().stream()).toList();
    }

    /// Combines the texts with their vectors.
    ///
    /// @param vectors one for each supported passage, in the same order
    List<EmbeddedText> with(List<Vector> vectors) {
        var embedded = new ArrayList<EmbeddedText>(texts.size());
        int from = 0;
        for (Cut text : texts) {
            int to = from + text.supported().size();
            embedded.add(new EmbeddedText(vectors.subList(from, to), text.omitted()));
            from = to;
        }
        return List.copyOf(embedded);
    }

    private static Cut cut(EmbeddingModel model, String text) {
        int[] ends = model.tokenEnds(text);
        int size = model.passageTokens();
        List<Window> windows = new Windows(size, Math.min(OVERLAP, size / 2)).over(ends.length);
        List<String> supported = windows.stream()
                .map(window -> passage(text, ends, window))
                .filter(model::supports)
                .toList();
        return new Cut(supported, windows.size() - supported.size());
    }

    /// Characters between two tokens belong to the second one; characters after the last token belong to it.
    private static String passage(String text, int[] ends, Window window) {
        int from = window.from() == 0 ? 0 : ends[window.from() - 1];
        int to = window.to() == ends.length ? text.length() : ends[window.to() - 1];
        return text.substring(from, to);
    }
}
