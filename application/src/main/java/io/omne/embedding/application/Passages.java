package io.omne.embedding.application;

import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.TextSpan;
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
    private record Cut(List<Passage> supported, int omitted) {}

    private record Passage(String text, TextSpan span) {}

    /// The supported passages of all texts.
    List<String> supported() {
        return texts.stream()
                .flatMap(text -> text.supported().stream())
                .map(Passage::text)
                .toList();
    }

    /// Combines the texts with their vectors.
    ///
    /// @param vectors one for each supported passage, in the same order
    List<EmbeddedText> with(List<Vector> vectors) {
        var embedded = new ArrayList<EmbeddedText>(texts.size());
        int at = 0;
        for (Cut text : texts) {
            var passages = new ArrayList<EmbeddedPassage>(text.supported().size());
            for (Passage passage : text.supported()) {
                passages.add(new EmbeddedPassage(passage.span(), vectors.get(at)));
                at++;
            }
            embedded.add(new EmbeddedText(passages, text.omitted()));
        }
        return List.copyOf(embedded);
    }

    private static Cut cut(EmbeddingModel model, String text) {
        int[] ends = model.tokenEnds(text);
        int size = model.passageTokens();
        List<Window> windows = new Windows(size, Math.min(OVERLAP, size / 2)).over(ends.length);
        List<Passage> supported = windows.stream()
                .map(window -> passage(text, ends, window))
                .filter(passage -> model.supports(passage.text()))
                .toList();
        return new Cut(supported, windows.size() - supported.size());
    }

    /// Characters between two tokens belong to the second one; characters after the last token belong to it.
    private static Passage passage(String text, int[] ends, Window window) {
        int from = window.from() == 0 ? 0 : ends[window.from() - 1];
        int to = window.to() == ends.length ? text.length() : ends[window.to() - 1];
        int start = text.codePointCount(0, from);
        return new Passage(text.substring(from, to), new TextSpan(start, start + text.codePointCount(from, to)));
    }
}
