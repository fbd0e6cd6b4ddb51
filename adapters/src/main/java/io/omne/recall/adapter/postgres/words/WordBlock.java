package io.omne.recall.adapter.postgres.words;

import io.omne.recall.adapter.postgres.packed.Postings;
import io.omne.recall.adapter.postgres.packed.TermReader;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A block of memories, made of their rows.
///
/// @param gone a bit for each number from `first`, set where there is no memory
/// @param postings by form
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record WordBlock(long first, long last, int memories, long length, byte[] gone, Map<String, byte[]> postings) {

    /// A user's first block is made of so many memories, or of so many bytes of their rows.
    static final int LOOSE = 2_048;

    static final int LOOSE_BYTES = 512 << 10;

    /// Further blocks are made of as many bytes, or of this part of the memories.
    static final int PARTS = 4;

    /// Rows are added to a block until they have so many bytes.
    static final int MOST_BYTES = 4 << 20;

    /// @param terms packed
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Row(long number, int length, byte[] terms) {}

    /// @param rows at least one, in the order of their numbers
    static WordBlock of(List<Row> rows) {
        return of(rows, rows.getFirst().number(), rows.getLast().number());
    }

    /// @param rows in the order of their numbers
    static WordBlock of(List<Row> rows, long first, long last) {
        var known = new BitSet(size(first, last));
        var writers = new Writers();
        long length = 0;
        for (Row row : rows) {
            int offset = (int) (row.number() - first);
            known.set(offset);
            length += row.length();
            new TermReader(row.terms())
                    .all()
                    .forEach((form, frequency) -> writers.of(form).add(offset, frequency, row.length()));
        }
        return new WordBlock(first, last, rows.size(), length, gone(known, size(first, last)), writers.postings());
    }

    /// One block of the memories of some. What is gone has no postings in it.
    ///
    /// @param blocks at least one, in the order of their numbers
    static WordBlock merge(List<WordBlock> blocks) {
        long first = blocks.getFirst().first();
        long last = blocks.getLast().last();
        var known = new BitSet(size(first, last));
        var writers = new Writers();
        for (WordBlock block : blocks) {
            int shift = (int) (block.first() - first);
            BitSet open = BitSet.valueOf(block.gone());
            open.flip(0, size(block.first(), block.last()));
            open.stream().map(offset -> offset + shift).forEach(known::set);
            block.postings().forEach((form, packed) -> {
                for (var postings = new Postings(packed); postings.next(); ) {
                    if (open.get(postings.offset())) {
                        writers.of(form).add(postings.offset() + shift, postings.frequency(), postings.length());
                    }
                }
            });
        }
        return new WordBlock(
                first,
                last,
                blocks.stream().mapToInt(WordBlock::memories).sum(),
                blocks.stream().mapToLong(WordBlock::length).sum(),
                gone(known, size(first, last)),
                writers.postings());
    }

    private static int size(long first, long last) {
        return Math.toIntExact(last - first + 1);
    }

    /// Collects the postings of each form.
    static final class Writers {

        private final Map<String, Postings.Writer> byForm = new HashMap<>();

        Postings.Writer of(String form) {
            return byForm.computeIfAbsent(form, _ -> new Postings.Writer());
        }

        Map<String, byte[]> postings() {
            var postings = new HashMap<String, byte[]>();
            byForm.forEach((form, writer) -> postings.put(form, writer.toBytes()));
            return postings;
        }
    }

    private static byte[] gone(BitSet known, int size) {
        var gone = (BitSet) known.clone();
        gone.flip(0, size);
        return Arrays.copyOf(gone.toByteArray(), (size + 7) / 8);
    }
}
