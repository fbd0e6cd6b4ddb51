package io.omne.recall.adapter.postgres.words;

import io.omne.recall.adapter.postgres.packed.Forms;
import io.omne.recall.adapter.postgres.packed.Postings;
import io.omne.recall.adapter.postgres.words.Corpus.Block;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Memories that are searched together: those of a block, or those in none. A memory has an offset in its group.
sealed interface Group {

    int size();

    long number(int offset);

    /// The memory itself; null if only its number is known.
    @Nullable
    IndexedRow memory(int offset);

    /// The memories that may be found.
    BitSet open();

    /// Where any of the forms occurs, with the greatest of their frequencies, among the open memories.
    Hits hits(Collection<String> forms);

    /// @param scratch zeros, at least as many as the block has numbers; they are zeros again afterwards
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record OfBlock(Block block, BitSet open, int[] scratch) implements Group {

        @Override
        public int size() {
            return (int) (block.last() - block.first() + 1);
        }

        @Override
        public long number(int offset) {
            return block.first() + offset;
        }

        @Override
        public @Nullable IndexedRow memory(int offset) {
            return null;
        }

        @Override
        public Hits hits(Collection<String> forms) {
            var found = new Hits();
            for (String form : forms) {
                byte[] packed = block.postings().get(form);
                for (var postings = new Postings(packed == null ? new byte[0] : packed); postings.next(); ) {
                    int offset = postings.offset();
                    if (open.get(offset)) {
                        if (scratch[offset] == 0) {
                            found.add(offset, 0, postings.length());
                        }
                        scratch[offset] = Math.max(scratch[offset], postings.frequency());
                    }
                }
            }
            var hits = new Hits();
            for (int i = 0; i < found.size(); i++) {
                hits.add(found.offset(i), scratch[found.offset(i)], found.length(i));
                scratch[found.offset(i)] = 0;
            }
            return hits;
        }
    }

    /// @param frequencies of each form in each memory
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record OfLoose(List<IndexedRow> memories, BitSet open, Forms forms, int[][] frequencies) implements Group {

        static OfLoose of(LooseRows loose, BitSet open, Forms forms) {
            return new OfLoose(loose.rows(), open, forms, loose.frequencies(forms));
        }

        @Override
        public int size() {
            return memories.size();
        }

        @Override
        public long number(int offset) {
            return memories.get(offset).number();
        }

        @Override
        public IndexedRow memory(int offset) {
            return memories.get(offset);
        }

        @Override
        public Hits hits(Collection<String> wanted) {
            int[] indexes = wanted.stream().mapToInt(forms::indexOf).toArray();
            var hits = new Hits();
            for (int offset = open.nextSetBit(0); offset >= 0; offset = open.nextSetBit(offset + 1)) {
                int most = 0;
                for (int index : indexes) {
                    most = Math.max(most, frequencies[offset][index]);
                }
                if (most > 0) {
                    hits.add(offset, most, memories.get(offset).length());
                }
            }
            return hits;
        }
    }
}
