package io.omne.recall.adapter.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.recall.domain.PieceTable;
import java.io.DataInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PieceTablesTest {

    static final String PROJECTION = "word-piece-projection.bin";

    private static final int EVERY = 101;

    @Test
    void hasAVectorForEachPiece() {
        assertThat(PieceTables.bytes()).hasSize(PieceModel.PIECES * PieceTable.DIMENSION);
        assertThat(new PieceTables().pieceTable().size()).isEqualTo(PieceModel.PIECES);
    }

    /// Quantised models differ a little between processors.
    @Test
    void hasWhatTheModelSaysOfEachPiece() throws Exception {
        byte[] table = PieceTables.bytes();
        try (InputStream in = Objects.requireNonNull(PieceTablesTest.class.getResourceAsStream(PROJECTION));
                PieceModel model = PieceModel.load()) {
            Projection projection = Projection.read(new DataInputStream(in));
            for (int piece = 1_000; piece < PieceModel.PIECES; piece += EVERY) {
                byte[] stored =
                        Arrays.copyOfRange(table, piece * PieceTable.DIMENSION, (piece + 1) * PieceTable.DIMENSION);
                assertThat(cosine(stored, projection.project(model.vector(piece))))
                        .as("piece %d", piece)
                        .isGreaterThan(0.97);
            }
        }
    }

    private static double cosine(byte[] one, byte[] other) {
        double product = 0;
        double square = 0;
        double otherSquare = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            square += one[i] * one[i];
            otherSquare += other[i] * other[i];
        }
        return product / Math.sqrt(square * otherSquare);
    }
}
