package io.omne.recall.adapter.djl;

import io.omne.recall.domain.PieceTable;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes the table of word pieces anew, in a few minutes: each piece of the vocabulary is embedded on its own, and
/// the vectors are projected on 64 dimensions. `PieceTablesTest` compares a sample with what is stored. To run it,
/// with the folder `adapters` as its argument:
///
/// ```
/// java -cp … io.omne.recall.adapter.djl.PieceTableMaker adapters
/// ```
final class PieceTableMaker {

    private static final int FIRST_WORD = 999;

    private PieceTableMaker() {}

    public static void main(String[] args) throws Exception {
        List<double[]> vectors = new ArrayList<>();
        try (PieceModel model = PieceModel.load()) {
            for (int piece = 0; piece < PieceModel.PIECES; piece++) {
                vectors.add(model.vector(piece));
            }
        }
        // What comes before are places that the model's makers left free, all of them alike.
        Projection projection = Projection.of(vectors.subList(FIRST_WORD, vectors.size()), PieceTable.DIMENSION);
        Path adapters = Path.of(args[0]);
        try (OutputStream out = open(adapters, "main", PieceTables.RESOURCE)) {
            for (double[] vector : vectors) {
                out.write(projection.project(vector));
            }
        }
        try (OutputStream out = open(adapters, "test", PieceTablesTest.PROJECTION)) {
            projection.write(new DataOutputStream(out));
        }
    }

    private static OutputStream open(Path adapters, String sources, String resource) throws IOException {
        Path file = adapters.resolve(
                Path.of("src", sources, "resources", "io", "omne", "recall", "adapter", "djl", resource));
        Files.createDirectories(file.getParent());
        return new BufferedOutputStream(Files.newOutputStream(file));
    }
}
