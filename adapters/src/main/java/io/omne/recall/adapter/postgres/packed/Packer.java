package io.omne.recall.adapter.postgres.packed;

import java.io.ByteArrayOutputStream;

/// Writes numbers in as few bytes as they need.
final class Packer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// @param number not negative
    Packer number(int number) {
        int rest = number;
        while (rest >= 0x80) {
            bytes.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
        return this;
    }

    Packer bytes(byte[] raw, int from, int to) {
        bytes.write(raw, from, to - from);
        return this;
    }

    int size() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
