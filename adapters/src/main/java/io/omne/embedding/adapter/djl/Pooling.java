package io.omne.embedding.adapter.djl;

import java.util.Arrays;

/// Computes the vector of a text from the states of its tokens, which are one after the other in an array. It is
/// plain Java, because DJL offers no arithmetic for ONNX Runtime.
enum Pooling {

    /// The state of [CLS], the first token.
    CLS {
        @Override
        float[] pool(float[] states, int dimension) {
            return Arrays.copyOf(states, dimension);
        }
    },

    /// The direction of the states' mean, which is also that of their sum.
    MEAN {
        @Override
        float[] pool(float[] states, int dimension) {
            var sum = new float[dimension];
            for (int token = 0; token < states.length; token += dimension) {
                for (int i = 0; i < dimension; i++) {
                    sum[i] += states[token + i];
                }
            }
            return sum;
        }
    };

    abstract float[] pool(float[] states, int dimension);
}
