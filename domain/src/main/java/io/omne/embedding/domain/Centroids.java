package io.omne.embedding.domain;

import io.omne.embedding.Vector;
import java.util.ArrayList;
import java.util.List;

/// The centres of clusters of vectors.
///
/// The components are kept by dimension: a vector is then compared with all centres by loops that the processor
/// runs for several centres at once.
public final class Centroids {

    /// More change little.
    private static final int ROUNDS = 8;

    private final List<Vector> centres;
    private final float[][] byDimension;

    /// @param centres at least one
    public Centroids(List<Vector> centres) {
        this.centres = List.copyOf(centres);
        this.byDimension = new float[centres.getFirst().dimension()][centres.size()];
        for (int centre = 0; centre < centres.size(); centre++) {
            float[] components = centres.get(centre).components();
            for (int i = 0; i < components.length; i++) {
                byDimension[i][centre] = components[i];
            }
        }
    }

    /// Divides vectors into clusters by spherical k-means, which begins with vectors that are evenly spaced in the
    /// list.
    ///
    /// @param vectors at least one
    /// @param most the most clusters; there are fewer where vectors are equal
    public static Centroids of(List<Vector> vectors, int most) {
        int count = Math.min(most, vectors.size());
        var first = new ArrayList<Vector>(count);
        for (int i = 0; i < count; i++) {
            first.add(vectors.get((int) ((long) vectors.size() * i / count)));
        }
        var centroids = new Centroids(first);
        for (int round = 0; round < ROUNDS; round++) {
            centroids = centroids.moved(vectors);
        }
        return centroids;
    }

    /// The means of the vectors that each centre is nearest to. Leaves out centres that are nearest to none.
    private Centroids moved(List<Vector> vectors) {
        var clusters = new ArrayList<List<Vector>>();
        centres.forEach(_ -> clusters.add(new ArrayList<>()));
        vectors.forEach(vector -> clusters.get(nearest(vector)).add(vector));
        return new Centroids(clusters.stream()
                .filter(cluster -> !cluster.isEmpty())
                .map(Centroids::centre)
                .toList());
    }

    /// Vectors that cancel each other out have no mean direction.
    private static Vector centre(List<Vector> cluster) {
        try {
            return Vector.mean(cluster);
        } catch (IllegalArgumentException e) {
            return cluster.getFirst();
        }
    }

    public List<Vector> centres() {
        return centres;
    }

    /// The number of the centre with the greatest cosine.
    public int nearest(Vector vector) {
        float[] components = vector.components();
        var products = new float[centres.size()];
        for (int i = 0; i < components.length; i++) {
            float component = components[i];
            float[] row = byDimension[i];
            for (int centre = 0; centre < products.length; centre++) {
                products[centre] += component * row[centre];
            }
        }
        int best = 0;
        for (int centre = 1; centre < products.length; centre++) {
            if (products[centre] > products[best]) {
                best = centre;
            }
        }
        return best;
    }
}
