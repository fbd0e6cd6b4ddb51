package io.omne.recall.adapter.postgres.packed;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Reads which memories of a block have a form: for each, the distance of its number from that of the one before,
/// the frequency, and the length of the memory. The form is stored.
public final class Postings {

    private final Unpacker packed;
    private int offset;
    private int frequency;
    private int length;

    public Postings(byte[] packed) {
        this.packed = new Unpacker(packed);
    }

    public boolean next() {
        if (!packed.hasMore()) {
            return false;
        }
        offset += packed.number();
        frequency = packed.number();
        length = packed.number();
        return true;
    }

    /// The number of the memory, from the first one of the block.
    public int offset() {
        return offset;
    }

    public int frequency() {
        return frequency;
    }

    public int length() {
        return length;
    }

    /// Whether postings are the same, apart from memories that are gone.
    ///
    /// @param gone a bit for each offset
    public static boolean areSame(byte[] one, byte[] other, byte[] gone) {
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
    public static final class Writer {

        private final Packer packer = new Packer();
        private int last;

        public void add(int offset, int frequency, int length) {
            packer.number(offset - last).number(frequency).number(length);
            last = offset;
        }

        public byte[] toBytes() {
            return packer.toBytes();
        }
    }
}
