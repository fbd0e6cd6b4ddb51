package io.omne.recall.adapter.postgres.words;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Reads which memories of a block have a form: for each, the distance of its number from that of the one before,
/// the frequency, and the length of the memory. The form is stored.
final class Postings {

    private final Unpacker packed;
    private int offset;
    private int frequency;
    private int length;

    Postings(byte[] packed) {
        this.packed = new Unpacker(packed);
    }

    boolean next() {
        if (!packed.hasMore()) {
            return false;
        }
        offset += packed.number();
        frequency = packed.number();
        length = packed.number();
        return true;
    }

    /// The number of the memory, from the first one of the block.
    int offset() {
        return offset;
    }

    int frequency() {
        return frequency;
    }

    int length() {
        return length;
    }

    /// Whether postings are the same, apart from memories that are gone.
    ///
    /// @param gone a bit for each offset
    static boolean areSame(byte[] one, byte[] other, byte[] gone) {
        var bits = BitSet.valueOf(gone);
        return list(one, bits).equals(list(other, bits));
    }

    private static List<List<Integer>> list(byte[] packed, BitSet gone) {
        var list = new ArrayList<List<Integer>>();
        for (var postings = new Postings(packed); postings.next(); ) {
            if (!gone.get(postings.offset())) {
                list.add(List.of(postings.offset(), postings.frequency(), postings.length()));
            }
        }
        return list;
    }

    /// Writes postings in the order of their offsets.
    static final class Writer {

        private final Packer packer = new Packer();
        private int last;

        void add(int offset, int frequency, int length) {
            packer.number(offset - last).number(frequency).number(length);
            last = offset;
        }

        byte[] toBytes() {
            return packer.toBytes();
        }
    }
}
