package io.omne.recall.adapter.postgres.packed;

import io.omne.recall.application.Term;
import io.omne.recall.application.Term.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Packs the terms of a memory, for {@link TermReader}. The form is stored.
///
/// For each distinct term: twice the number of its bytes, plus one if it has a stem of its own, and its bytes; of the
/// stem, how many bytes it has in common with the term, and how many more with these; then twice the frequency, plus
/// one if positions follow, which words have; and the distances of the positions.
public final class PackedTerms {

    private PackedTerms() {}

    private record Entry(String text, String stem, boolean isWord) {}

    public static byte[] pack(List<Term> terms) {
        Map<Entry, List<Integer>> positions = new LinkedHashMap<>();
        terms.forEach(it -> positions
                .computeIfAbsent(new Entry(it.text(), it.stem(), it.kind() != Kind.COMPOUND), _ -> new ArrayList<>())
                .add(it.position()));
        var packer = new Packer();
        positions.forEach((entry, at) -> pack(entry, at, packer));
        return packer.toBytes();
    }

    /// How many words count for the length of a memory.
    public static int length(List<Term> terms) {
        return (int) terms.stream().filter(it -> it.kind() == Kind.WORD).count();
    }

    private static void pack(Entry entry, List<Integer> positions, Packer to) {
        byte[] text = entry.text().getBytes(StandardCharsets.UTF_8);
        byte[] stem = entry.stem().getBytes(StandardCharsets.UTF_8);
        boolean hasStem = !entry.stem().equals(entry.text());
        to.number(2 * text.length + (hasStem ? 1 : 0)).bytes(text, 0, text.length);
        if (hasStem) {
            int common = 0;
            while (common < stem.length && common < text.length && stem[common] == text[common]) {
                common++;
            }
            to.number(common).number(stem.length - common).bytes(stem, common, stem.length);
        }
        to.number(2 * positions.size() + (entry.isWord() ? 1 : 0));
        if (entry.isWord()) {
            int last = 0;
            for (int position : positions) {
                to.number(position - last);
                last = position;
            }
        }
    }
}
