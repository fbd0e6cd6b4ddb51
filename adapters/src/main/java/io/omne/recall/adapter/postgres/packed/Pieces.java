package io.omne.recall.adapter.postgres.packed;

import io.omne.database.adapter.postgres.PackedRow.Slice;
import java.nio.ByteBuffer;
import java.util.List;

/// Packs the ids of word pieces, two bytes each.
public final class Pieces {

    private Pieces() {}

    public static byte[] pack(List<Short> pieces) {
        ByteBuffer packed = ByteBuffer.allocate(2 * pieces.size());
        pieces.forEach(packed::putShort);
        return packed.array();
    }

    public static short[] unpack(Slice packed) {
        int size = packed.size();
        short[] pieces = new short[size / 2];
        ByteBuffer.wrap(packed.bytes(), packed.from(), size).asShortBuffer().get(pieces);
        return pieces;
    }
}
