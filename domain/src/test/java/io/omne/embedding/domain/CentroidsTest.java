package io.omne.embedding.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omne.embedding.Vector;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CentroidsTest {

    private static Vector at(double degrees) {
        double radians = Math.toRadians(degrees);
        return Vector.towards(new float[] {(float) Math.cos(radians), (float) Math.sin(radians)});
    }

    @Test
    void areInTheMiddleOfTheirVectors() {
        List<Vector> vectors = Stream.of(0, 90, 180, 10, 100, 190, 5, 95, 185)
                .map(CentroidsTest::at)
                .toList();

        Centroids centroids = Centroids.of(vectors, 3);

        assertThat(centroids.centres()).hasSize(3);
        for (int degrees : new int[] {5, 95, 185}) {
            float[] nearest =
                    centroids.centres().get(centroids.nearest(at(degrees))).components();
            assertThat(nearest[0]).isCloseTo((float) Math.cos(Math.toRadians(degrees)), within(1e-3f));
            assertThat(nearest[1]).isCloseTo((float) Math.sin(Math.toRadians(degrees)), within(1e-3f));
        }
    }

    @Test
    void areFewerWhereVectorsAreEqual() {
        assertThat(Centroids.of(Collections.nCopies(100, at(30)), 10).centres()).hasSize(1);
        assertThat(Centroids.of(List.of(at(30)), 10).centres()).hasSize(1);
    }

    @Test
    void survivesVectorsThatCancelOut() {
        List<Vector> vectors = List.of(at(0), at(180), at(0), at(180));
        assertThat(Centroids.of(vectors, 1).centres()).hasSize(1);
    }
}
