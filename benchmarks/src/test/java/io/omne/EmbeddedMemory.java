package io.omne;

import io.omne.RecallSet.Memory;
import io.omne.embedding.Vector;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.embedding.domain.Windows;
import java.util.ArrayList;
import java.util.List;

/// A memory with the vectors of its passages, which are cut as the server cuts them.
record EmbeddedMemory(Memory memory, List<Passage> passages) {

    private static final Windows WINDOWS = new Windows(254, 32);

    /// @param text with the speaker before it, which the vector does not know
    record Passage(String text, Vector vector) {}

    static EmbeddedMemory of(Memory memory, EmbeddingModel model) {
        List<String> texts = cut(memory.text(), model);
        List<Vector> vectors = model.embed(texts);
        var passages = new ArrayList<Passage>();
        for (int i = 0; i < texts.size(); i++) {
            passages.add(new Passage(spoken(memory, texts.get(i)), vectors.get(i)));
        }
        return new EmbeddedMemory(memory, passages);
    }

    private static List<String> cut(String text, EmbeddingModel model) {
        int[] ends = model.tokenEnds(text);
        return WINDOWS.over(ends.length).stream()
                .map(window -> text.substring(
                        window.from() == 0 ? 0 : ends[window.from() - 1],
                        window.to() == ends.length ? text.length() : ends[window.to() - 1]))
                .filter(it -> !it.isBlank())
                .toList();
    }

    /// The text with the speaker before it.
    String text() {
        return spoken(memory, memory.text());
    }

    private static String spoken(Memory memory, String text) {
        return memory.speaker() == null ? text : memory.speaker() + ": " + text;
    }
}
