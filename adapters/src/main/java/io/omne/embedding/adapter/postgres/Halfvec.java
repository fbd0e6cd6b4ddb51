package io.omne.embedding.adapter.postgres;

import io.omne.embedding.Vector;
import java.nio.ByteBuffer;

/// The binary form of pgvector's type `halfvec`, as `halfvec_send` gives it.
final class Halfvec {

    /// The dimension, and two bytes that are not used.
    private static final int HEADER = 4;

    private Halfvec() {}

    static Vector read(byte[] sent) {
        ByteBuffer buffer = ByteBuffer.wrap(sent);
        var components = new float[buffer.getShort(0)];
        for (int i = 0; i < components.length; i++) {
            components[i] = Float.float16ToFloat(buffer.getShort(HEADER + i * Short.BYTES));
        }
        return Vector.towards(components);
    }
}
