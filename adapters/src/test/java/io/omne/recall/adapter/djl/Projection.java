package io.omne.recall.adapter.djl;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The projection of the model's vectors on the directions in which those of its pieces differ most (the principal
/// components).
///
/// @param mean of the pieces' vectors
/// @param directions orthogonal, of length 1
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record Projection(double[] mean, List<double[]> directions) {

    private static final int SWEEPS = 15;

    /// The projection that keeps so many dimensions.
    static Projection of(List<double[]> vectors, int dimensions) {
        int size = vectors.getFirst().length;
        double[] mean = new double[size];
        vectors.forEach(it -> {
            for (int i = 0; i < size; i++) {
                mean[i] += it[i] / vectors.size();
            }
        });
        double[][] covariance = covariance(vectors, mean);
        double[][] axes = diagonalise(covariance);
        List<double[]> directions = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> -covariance[i][i]));
        for (int axis : order.subList(0, dimensions)) {
            double[] direction = new double[size];
            for (int i = 0; i < size; i++) {
                direction[i] = axes[i][axis];
            }
            directions.add(direction);
        }
        return new Projection(mean, directions);
    }

    private static double[][] covariance(List<double[]> vectors, double[] mean) {
        int size = mean.length;
        double[][] covariance = new double[size][size];
        double[] centred = new double[size];
        for (double[] vector : vectors) {
            for (int i = 0; i < size; i++) {
                centred[i] = vector[i] - mean[i];
            }
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    covariance[i][j] += centred[i] * centred[j];
                }
            }
        }
        return covariance;
    }

    /// Makes a symmetric matrix diagonal by Jacobi's rotations.
    ///
    /// @return the axes, as columns
    private static double[][] diagonalise(double[][] matrix) {
        int size = matrix.length;
        double[][] axes = new double[size][size];
        for (int i = 0; i < size; i++) {
            axes[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(matrix, axes, p, q);
                }
            }
        }
        return axes;
    }

    private static void rotate(double[][] matrix, double[][] axes, int p, int q) {
        if (Math.abs(matrix[p][q]) < 1e-300) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (double[] row : matrix) {
            turn(row, p, q, cosine, sine);
        }
        for (int i = 0; i < matrix.length; i++) {
            double one = matrix[p][i];
            double other = matrix[q][i];
            matrix[p][i] = cosine * one - sine * other;
            matrix[q][i] = sine * one + cosine * other;
        }
        for (double[] row : axes) {
            turn(row, p, q, cosine, sine);
        }
    }

    private static void turn(double[] row, int p, int q, double cosine, double sine) {
        double one = row[p];
        double other = row[q];
        row[p] = cosine * one - sine * other;
        row[q] = sine * one + cosine * other;
    }

    /// The projected vector in bytes, of length 127.
    byte[] project(double[] vector) {
        double[] components = new double[directions.size()];
        for (int d = 0; d < components.length; d++) {
            for (int i = 0; i < vector.length; i++) {
                components[d] += (vector[i] - mean[i]) * directions.get(d)[i];
            }
        }
        PieceModel.unit(components);
        byte[] bytes = new byte[components.length];
        for (int d = 0; d < bytes.length; d++) {
            bytes[d] = (byte) Math.round(127 * components[d]);
        }
        return bytes;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(mean.length);
        out.writeInt(directions.size());
        write(mean, out);
        for (double[] direction : directions) {
            write(direction, out);
        }
    }

    private static void write(double[] vector, DataOutputStream out) throws IOException {
        for (double component : vector) {
            out.writeFloat((float) component);
        }
    }

    static Projection read(DataInputStream in) throws IOException {
        int size = in.readInt();
        int count = in.readInt();
        double[] mean = vector(size, in);
        List<double[]> directions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            directions.add(vector(size, in));
        }
        return new Projection(mean, directions);
    }

    private static double[] vector(int size, DataInputStream in) throws IOException {
        double[] vector = new double[size];
        for (int i = 0; i < size; i++) {
            vector[i] = in.readFloat();
        }
        return vector;
    }
}
