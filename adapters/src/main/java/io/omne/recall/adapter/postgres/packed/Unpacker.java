package io.omne.recall.adapter.postgres.packed;

import io.omne.database.adapter.postgres.PackedRow.Slice;

/// Reads what {@link Packer} wrote.
final class Unpacker {

    private final byte[] bytes;
    private final int end;
    private int at;

    Unpacker(byte[] bytes) {
        this(new Slice(bytes, 0, bytes.length));
    }

    Unpacker(Slice slice) {
        this.bytes = slice.bytes();
        this.at = slice.from();
        this.end = slice.to();
    }

    boolean hasMore() {
        return at < end;
    }

    int number() {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    /// Passes over bytes, and returns where they begin.
    int skip(int length) {
        int from = at;
        at += length;
        return from;
    }

    byte[] bytes() {
        return bytes;
    }
}
