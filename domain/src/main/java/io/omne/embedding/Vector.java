package io.omne.embedding;

import java.util.Arrays;
import java.util.List;

/// A point in the space of one embedding model, of unit length, immutable.
public final class Vector {

    private final float[] components;

    private Vector(float[] components) {
        this.components = components;
    }

    /// The direction of `components`, scaled to length 1, so that a dot product is a cosine.
    ///
    /// @throws IllegalArgumentException if there is no direction: no component, all components are zero, or one is
    ///     not finite
    public static Vector towards(float[] components) {
        double squares = 0;
        for (float component : components) {
            squares += (double) component * component;
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw new IllegalArgumentException(
                    "a vector of %d components without direction".formatted(components.length));
        }
        double length = Math.sqrt(squares);
        float[] unit = new float[components.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (components[i] / length);
        }
        return new Vector(unit);
    }

    /// The direction of the mean of some vectors of one dimension.
    ///
    /// @throws IllegalArgumentException if there is no direction
    public static Vector mean(List<Vector> vectors) {
        if (vectors.size() == 1) {
            return vectors.getFirst();
        }
        var sum = new float[vectors.isEmpty() ? 0 : vectors.getFirst().dimension()];
        for (Vector vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector.components[i];
            }
        }
        return towards(sum);
    }

    /// The number of components, which is the dimension of its model.
    public int dimension() {
        return components.length;
    }

    /// A copy of the components.
    public float[] components() {
        return components.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector vector && Arrays.equals(components, vector.components);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(components);
    }

    @Override
    public String toString() {
        return "Vector[" + components.length + "]";
    }
}
