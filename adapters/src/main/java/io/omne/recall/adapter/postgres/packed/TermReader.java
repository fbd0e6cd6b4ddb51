package io.omne.recall.adapter.postgres.packed;

import io.omne.database.adapter.postgres.PackedRow.Slice;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// Reads packed terms, one after the other.
public final class TermReader {

    private final Unpacker terms;
    private int from;
    private int to;
    private int common;
    private int more;
    private int moreTo;
    private int frequency;
    private int[] positions = {};

    public TermReader(byte[] packed) {
        this.terms = new Unpacker(packed);
    }

    public TermReader(Slice packed) {
        this.terms = new Unpacker(packed);
    }

    /// Goes to the next term.
    ///
    /// @param withPositions whether its positions are wanted
    public boolean next(boolean withPositions) {
        if (!terms.hasMore()) {
            return false;
        }
        int head = terms.number();
        from = terms.skip(head >>> 1);
        to = from + (head >>> 1);
        boolean hasStem = (head & 1) == 1;
        common = hasStem ? terms.number() : to - from;
        int rest = hasStem ? terms.number() : 0;
        more = terms.skip(rest);
        moreTo = more + rest;
        int count = terms.number();
        frequency = count >>> 1;
        boolean isWord = (count & 1) == 1;
        positions = isWord && withPositions ? new int[frequency] : new int[0];
        for (int i = 0, at = 0; isWord && i < frequency; i++) {
            at += terms.number();
            if (withPositions) {
                positions[i] = at;
            }
        }
        return true;
    }

    public String text() {
        return new String(terms.bytes(), from, to - from, StandardCharsets.UTF_8);
    }

    public String stem() {
        return new String(terms.bytes(), from, common, StandardCharsets.UTF_8)
                + new String(terms.bytes(), more, moreTo - more, StandardCharsets.UTF_8);
    }

    public int frequency() {
        return frequency;
    }

    /// Empty for a compound.
    public int[] positions() {
        return positions;
    }

    /// How often the terms have each form, as a word, a compound or a stem. Reads all terms.
    public int[] frequencies(Forms forms) {
        int[] frequencies = new int[forms.size()];
        while (next(false)) {
            int text = text(forms);
            if (text >= 0) {
                frequencies[text] += frequency;
            }
            int stem = stem(forms);
            if (stem >= 0) {
                frequencies[stem] += frequency;
            }
        }
        return frequencies;
    }

    /// Adds the forms that are terms or stems. Reads all terms.
    ///
    /// @param found the numbers of forms
    public void addForms(Forms forms, BitSet found) {
        while (next(false)) {
            add(text(forms), found);
            add(stem(forms), found);
        }
    }

    private static void add(int form, BitSet found) {
        if (form >= 0) {
            found.set(form);
        }
    }

    private int text(Forms forms) {
        return forms.find(terms.bytes(), from, to, 0, 0);
    }

    /// The form that is the stem, if the term has one of its own; else -1.
    private int stem(Forms forms) {
        return common < to - from || more < moreTo ? forms.find(terms.bytes(), from, from + common, more, moreTo) : -1;
    }

    /// How often the terms have each of their forms. Reads all terms.
    public Map<String, Integer> all() {
        var all = new HashMap<String, Integer>();
        while (next(false)) {
            String text = text();
            String stem = stem();
            all.merge(text, frequency, Integer::sum);
            if (!stem.equals(text)) {
                all.merge(stem, frequency, Integer::sum);
            }
        }
        return all;
    }
}
