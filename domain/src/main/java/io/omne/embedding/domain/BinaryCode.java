package io.omne.embedding.domain;

import io.omne.embedding.Vector;

/// How a vector differs from the centre of its cluster: the signs of the differences of their components, a bit each,
/// and a factor. First the factor, as a half-precision number in two bytes; then bit `i % 8` of byte `i / 8` is set if
/// the difference of component `i` is positive.
///
/// The inner product of a question `q` with a vector is that with the centre, and that with the difference `d`. The
/// latter is estimated by `f * sum(±q[i])` with the signs of `d`, where `f = |d|^2 / sum(|d[i]|)`: for `q = d`, this is
/// exact. It is the estimator of RaBitQ (Gao and Long, 2024, <https://arxiv.org/abs/2405.12497>) without its rotation.
/// A question is not reduced to its signs. ADR 0035 has figures.
public final class BinaryCode {

    private static final int FACTOR = Short.BYTES;
    private static final int VALUES = 1 << Byte.SIZE;

    /// For each byte of the signs, and each value of it: the sum of the components whose bits are set, less the sum
    /// of the others.
    private final float[] sums;

    private final int bytes;

    private BinaryCode(int bytes) {
        this.bytes = bytes;
        this.sums = new float[bytes * VALUES];
    }

    /// The size of a code in bytes.
    public static int bytes(int dimension) {
        return FACTOR + signs(dimension);
    }

    private static int signs(int dimension) {
        return (dimension + Byte.SIZE - 1) / Byte.SIZE;
    }

    /// The code of a vector of the cluster with this centre.
    public static byte[] of(Vector vector, Vector centre) {
        float[] components = vector.components();
        float[] middle = centre.components();
        var code = new byte[bytes(components.length)];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < components.length; i++) {
            float difference = components[i] - middle[i];
            sum += Math.abs(difference);
            squares += difference * difference;
            if (difference > 0) {
                code[FACTOR + i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
            }
        }
        float factor = sum == 0 ? 0 : (float) (squares / sum);
        short half = Float.floatToFloat16(factor);
        code[0] = (byte) (half >> Byte.SIZE);
        code[1] = (byte) half;
        return code;
    }

    /// What compares codes with a question.
    public static BinaryCode comparedWith(Vector question) {
        float[] components = question.components();
        var compared = new BinaryCode(signs(components.length));
        for (int i = 0; i < compared.bytes; i++) {
            int first = i * Byte.SIZE;
            float none = 0;
            for (int k = first; k < Math.min(first + Byte.SIZE, components.length); k++) {
                none -= components[k];
            }
            compared.sums[i * VALUES] = none;
            for (int value = 1; value < VALUES; value++) {
                int component = first + Integer.numberOfTrailingZeros(value);
                float least = component < components.length ? components[component] : 0;
                compared.sums[i * VALUES + value] = compared.sums[i * VALUES + (value & (value - 1))] + 2 * least;
            }
        }
        return compared;
    }

    /// About the inner product of the question and the vector of a code.
    ///
    /// @param from where the code begins
    /// @param centre the inner product of the question and the centre of the code's cluster
    public float score(byte[] codes, int from, float centre) {
        float factor = Float.float16ToFloat((short) ((codes[from] << Byte.SIZE) | (codes[from + 1] & 0xff)));
        int signs = from + FACTOR;
        float even = 0;
        float odd = 0;
        int i = 0;
        for (; i + 1 < bytes; i += 2) {
            even += sums[i * VALUES + (codes[signs + i] & 0xff)];
            odd += sums[(i + 1) * VALUES + (codes[signs + i + 1] & 0xff)];
        }
        float last = i < bytes ? sums[i * VALUES + (codes[signs + i] & 0xff)] : 0;
        return centre + factor * (even + odd + last);
    }
}
