package io.omne.recall.adapter.postgres.words;

import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.adapter.postgres.packed.Forms;
import io.omne.recall.adapter.postgres.words.Corpus.Block;
import io.omne.recall.adapter.postgres.words.Corpus.Named;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The memories of a user that a search may find, with their statistics.
///
/// @param loose those that are in no block
/// @param memories how many there are
/// @param length of all of them
record Groups(List<Group> groups, Group.OfLoose loose, long memories, long length) {

    static Groups of(Corpus corpus, Selection selection, Forms forms) {
        NavigableSet<Long> named =
                corpus.selected().stream().map(Named::number).collect(Collectors.toCollection(TreeSet::new));
        var groups = new ArrayList<Group>();
        int largest = corpus.blocks().values().stream()
                .mapToInt(it -> (int) (it.last() - it.first() + 1))
                .max()
                .orElse(0);
        int[] scratch = new int[largest];
        for (Block block : corpus.blocks().values()) {
            BitSet open = BitSet.valueOf(block.gone());
            open.flip(0, (int) (block.last() - block.first() + 1));
            groups.add(new Group.OfBlock(
                    block,
                    select(open, block.first(), named.subSet(block.first(), true, block.last(), true), selection),
                    scratch));
        }
        List<IndexedRow> rows = corpus.loose().rows();
        var open = new BitSet(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            open.set(i, isSelected(rows.get(i).number(), named, selection));
        }
        var loose = Group.OfLoose.of(corpus.loose(), open, forms);
        groups.add(loose);
        long namedLength = corpus.selected().stream().mapToLong(Named::length).sum();
        long memories =
                corpus.blocks().values().stream().mapToLong(Block::memories).sum() + rows.size();
        long length = corpus.blocks().values().stream().mapToLong(Block::length).sum()
                + rows.stream().mapToLong(IndexedRow::length).sum();
        return switch (selection) {
            case Selection.Everything _ -> new Groups(groups, loose, memories, length);
            case Selection.Only _ -> new Groups(groups, loose, named.size(), namedLength);
            case Selection.AllBut _ -> new Groups(groups, loose, memories - named.size(), length - namedLength);
        };
    }

    private static boolean isSelected(long number, Set<Long> named, Selection selection) {
        return switch (selection) {
            case Selection.Everything _ -> true;
            case Selection.Only _ -> named.contains(number);
            case Selection.AllBut _ -> !named.contains(number);
        };
    }

    private static BitSet select(BitSet open, long first, Set<Long> named, Selection selection) {
        var bits = new BitSet();
        named.forEach(number -> bits.set((int) (number - first)));
        switch (selection) {
            case Selection.Everything _ -> {}
            case Selection.Only _ -> open.and(bits);
            case Selection.AllBut _ -> open.andNot(bits);
        }
        return open;
    }

    /// The length of a memory in units of the average; 1 if no memory has a word that counts for its length.
    double relativeLength(int memory) {
        return length == 0 ? 1 : memory / averageLength();
    }

    double averageLength() {
        return memories == 0 ? 0 : (double) length / memories;
    }
}
