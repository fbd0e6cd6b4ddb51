package io.omne.recall.adapter.postgres.words;

import io.omne.recall.adapter.postgres.packed.Postings;
import io.omne.recall.adapter.postgres.packed.TermReader;
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

    /// How many memories make a block large,
    static final int SIZE = 2_048;

    /// or how many bytes of their rows.
    static final int BYTES = 4 << 20;

    /// A user's first block is made of as many memories as a large one has, or of so many bytes.
    static final int LOOSE_BYTES = BYTES / 8;

    /// Further blocks are made of as many bytes, or of this part of the memories.
    static final int PARTS = 4;

    /// @param terms packed
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Row(long number, int length, byte[] terms) {}

    /// @param rows at least one, in the order of their numbers
    static WordBlock of(List<Row> rows) {
        return of(rows, rows.getFirst().number(), rows.getLast().number());
    }

    /// @param rows in the order of their numbers
    static WordBlock of(List<Row> rows, long first, long last) {
        int size = (int) (last - first + 1);
        var gone = new BitSet(size);
        gone.set(0, size);
        var writers = new HashMap<String, Postings.Writer>();
        long length = 0;
        for (Row row : rows) {
            int offset = (int) (row.number() - first);
            gone.clear(offset);
            length += row.length();
            new TermReader(row.terms())
                    .all()
                    .forEach((form, frequency) -> writers.computeIfAbsent(form, _ -> new Postings.Writer())
                            .add(offset, frequency, row.length()));
        }
        var postings = new HashMap<String, byte[]>();
        writers.forEach((form, writer) -> postings.put(form, writer.toBytes()));
        return new WordBlock(first, last, rows.size(), length, bytes(gone, size), postings);
    }

    private static byte[] bytes(BitSet bits, int size) {
        byte[] bytes = new byte[(size + 7) / 8];
        byte[] set = bits.toByteArray();
        System.arraycopy(set, 0, bytes, 0, set.length);
        return bytes;
    }
}
