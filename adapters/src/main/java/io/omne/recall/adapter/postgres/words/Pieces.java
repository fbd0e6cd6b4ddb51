package io.omne.recall.adapter.postgres.words;

import java.nio.ByteBuffer;
import java.util.List;

/// Packs the ids of word pieces, two bytes each.
final class Pieces {

    private Pieces() {}

    static byte[] pack(List<Short> pieces) {
        ByteBuffer packed = ByteBuffer.allocate(2 * pieces.size());
        pieces.forEach(packed::putShort);
        return packed.array();
    }

    static short[] unpack(byte[] packed) {
        short[] pieces = new short[packed.length / 2];
        ByteBuffer.wrap(packed).asShortBuffer().get(pieces);
        return pieces;
    }
}
