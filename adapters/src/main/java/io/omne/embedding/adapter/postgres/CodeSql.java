package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;

/// The code of a vector: a bit for each of its components relative to the mean, and one for each sum and difference
/// of a component and its counterpart in the second half. The more bits of two codes are equal, the nearer are their
/// vectors, about.
final class CodeSql {

    private CodeSql() {}

    /// The number of bits.
    static int bits(IndexedModel model) {
        return model.spec().dimension() + 2 * half(model);
    }

    /// @param vector the vector relative to the mean, an expression of the type `halfvec`
    static String of(IndexedModel model, String vector) {
        int half = half(model);
        return half == 0 ? "(select binary_quantize(%s))".formatted(vector) : """
                (select binary_quantize(v || (subvector(v, 1, %1$d) + subvector(v, %2$d, %1$d))
                    || (subvector(v, 1, %1$d) - subvector(v, %2$d, %1$d)))
                from (select %3$s as v offset 0) as centred)""".formatted(half, half + 1, vector);
    }

    private static int half(IndexedModel model) {
        return model.spec().dimension() / 2;
    }
}
