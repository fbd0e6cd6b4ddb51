package io.omne.recall.domain;

/// A vector for each word piece of a vocabulary, of 64 signed bytes and length 127: what the piece means on its own.
public final class PieceTable {

    /// Components of a vector.
    public static final int DIMENSION = 64;

    private static final float LENGTH = 127;

    private final byte[] vectors;

    /// @param vectors one after the other, in the order of the ids; not copied
    public PieceTable(byte[] vectors) {
        if (vectors.length % DIMENSION != 0) {
            throw new IllegalArgumentException("%d bytes are no table of pieces".formatted(vectors.length));
        }
        this.vectors = vectors;
    }

    /// How many pieces there are; ids are below it.
    public int size() {
        return vectors.length / DIMENSION;
    }

    /// A component of a piece's vector of length 1.
    float component(int piece, int number) {
        return vectors[piece * DIMENSION + number] / LENGTH;
    }
}
