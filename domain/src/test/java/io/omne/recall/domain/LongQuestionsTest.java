package io.omne.recall.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.MemoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Nothing interrupts the ranking, so the longest questions over the longest memories must not take long.
class LongQuestionsTest {

    private static final int VOCABULARY = 30_522;
    private static final int PIECES = 4_096;
    private static final int CANDIDATES = 1_000;

    /// The first of all words; those with higher numbers are rarer.
    private static final int FIRST = 2_000;

    /// Less than half of what it takes to compare every piece.
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Random random = new Random(3);

    private static IndexedMemory memory(int number, @Nullable String speaker, short[] pieces) {
        return new IndexedMemory(
                new MemoryId(new UUID(1, number)),
                number,
                new UUID(0, 1),
                Instant.EPOCH.plus(Duration.ofDays(number)),
                speaker,
                10,
                new int[0],
                pieces,
                Set.of());
    }

    private static List<RankedMemory> rank(PieceTable table, Question question, List<Candidate> candidates) {
        return new Ranking(table).rank(question, new WordStatistics(1_000, 10, List.of()), candidates);
    }

    private static short[] pieces(IntStream ids) {
        int[] all = ids.toArray();
        short[] pieces = new short[all.length];
        for (int i = 0; i < all.length; i++) {
            pieces[i] = (short) all[i];
        }
        return pieces;
    }

    private PieceTable randomTable() {
        byte[] vectors = new byte[VOCABULARY * PieceTable.DIMENSION];
        random.nextBytes(vectors);
        return new PieceTable(vectors);
    }

    @Test
    void areRankedInTime() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            short[] own = pieces(random.ints(PIECES, FIRST, VOCABULARY));
            candidates.add(new Candidate(memory(i, "speaker%d of many".formatted(i), own), 0.5));
        }
        List<QuestionPiece> pieces = new ArrayList<>();
        IntStream.range(0, 4_000).forEach(i -> pieces.add(new QuestionPiece((short) (FIRST + 7 * i), false)));
        var question = new Question("a ".repeat(2_000), pieces, null);
        PieceTable table = randomTable();

        long began = System.nanoTime();
        List<RankedMemory> ranked = rank(table, question, candidates);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
        assertThat(ranked).hasSize(CANDIDATES);
    }

    /// No other pieces than these two have something in common with any.
    private static PieceTable table(int one, int other) {
        byte[] vectors = new byte[VOCABULARY * PieceTable.DIMENSION];
        vectors[one * PieceTable.DIMENSION] = 127;
        vectors[other * PieceTable.DIMENSION + 1] = 127;
        return new PieceTable(vectors);
    }

    @Test
    void areComparedByTheirRarestAndMostFrequentPieces() {
        var rare = new QuestionPiece((short) (VOCABULARY - 1), false);
        List<QuestionPiece> pieces = new ArrayList<>(Collections.nCopies(3, new QuestionPiece((short) FIRST, false)));
        IntStream.range(0, 3_000).forEach(i -> pieces.add(new QuestionPiece((short) (FIRST + i), true)));
        pieces.add(rare);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            candidates.add(new Candidate(
                    memory(i, null, pieces(random.ints(PIECES, FIRST + 3_000, VOCABULARY - 1))), 0.5));
        }
        candidates.add(new Candidate(memory(CANDIDATES, null, new short[] {rare.id()}), 0.5));
        candidates.add(new Candidate(memory(CANDIDATES + 1, null, new short[] {(short) FIRST}), 0.5));

        List<RankedMemory> ranked = rank(table(FIRST, rare.id()), new Question("?", pieces, null), candidates);

        assertThat(ranked.stream().limit(2))
                .extracting(it -> it.memory().number())
                .containsExactly((long) CANDIDATES, (long) CANDIDATES + 1);
    }
}
