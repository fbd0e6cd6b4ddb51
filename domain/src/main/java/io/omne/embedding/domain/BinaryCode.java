package io.omne.embedding.domain;

import io.omne.embedding.Vector;

/// The signs of a vector's components, a bit each. Bit `i % 8` of byte `i / 8` is set if component `i` is positive.
///
/// A question is not reduced to its signs. It is compared with a code by the sum of those of its components whose bit
/// is set. This orders vectors roughly like their inner products with the question. This asymmetric comparison needs
/// a third of the vectors that the number of equal bits needs, see ADR 0035.
public final class BinaryCode {

    private static final int VALUES = 1 << Byte.SIZE;

    /// For each byte of a code, and each value of it: the sum of the components whose bits are set.
    private final float[] sums;

    private final int bytes;

    private BinaryCode(int bytes) {
        this.bytes = bytes;
        this.sums = new float[bytes * VALUES];
    }

    /// The size of a code in bytes.
    public static int bytes(int dimension) {
        return (dimension + Byte.SIZE - 1) / Byte.SIZE;
    }

    /// The code of a vector.
    public static byte[] of(Vector vector) {
        float[] components = vector.components();
        var code = new byte[bytes(components.length)];
        for (int i = 0; i < components.length; i++) {
            if (components[i] > 0) {
                code[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
            }
        }
        return code;
    }

    /// What compares codes with a question.
    public static BinaryCode comparedWith(Vector question) {
        float[] components = question.components();
        var compared = new BinaryCode(bytes(components.length));
        for (int i = 0; i < compared.bytes; i++) {
            for (int value = 1; value < VALUES; value++) {
                int component = i * Byte.SIZE + Integer.numberOfTrailingZeros(value);
                float least = component < components.length ? components[component] : 0;
                compared.sums[i * VALUES + value] = compared.sums[i * VALUES + (value & (value - 1))] + least;
            }
        }
        return compared;
    }

    /// The greater, the nearer is the vector to the question, about.
    ///
    /// @param from where the code begins
    public float score(byte[] codes, int from) {
        float even = 0;
        float odd = 0;
        int i = 0;
        for (; i + 1 < bytes; i += 2) {
            even += sums[i * VALUES + (codes[from + i] & 0xff)];
            odd += sums[(i + 1) * VALUES + (codes[from + i + 1] & 0xff)];
        }
        return i < bytes ? even + odd + sums[i * VALUES + (codes[from + i] & 0xff)] : even + odd;
    }
}
