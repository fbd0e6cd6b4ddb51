package io.omne.embedding.adapter.djl;

import java.util.Arrays;

/// How the states of a text's tokens, one after the other, become one vector of the text. In plain Java, for
/// ONNX Runtime brings no arithmetic of its own.
enum Pooling {

    /// The state of [CLS], the first token.
    CLS {
        @Override
        float[] pool(float[] states, int dimension) {
            return Arrays.copyOf(states, dimension);
        }
    },

    /// The direction of the states' mean. Their sum has it too.
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
