package io.omne.recall.adapter.postgres.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.database.adapter.postgres.PackedRow.Slice;
import io.omne.recall.adapter.postgres.packed.PackedTerms;
import io.omne.recall.adapter.postgres.words.Corpus.Block;
import io.omne.recall.adapter.postgres.words.Corpus.Page;
import io.omne.recall.application.Term;
import io.omne.recall.application.Term.Kind;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WordBlockTest {

    private static final int LENGTH = 4;

    private static WordBlock.Row row(long number) {
        var random = new Random(number);
        List<Term> terms = IntStream.range(0, LENGTH)
                .mapToObj(i -> {
                    String word = "w" + random.nextInt(20);
                    return new Term(word, word, i, Kind.WORD, 0, 0);
                })
                .toList();
        return new WordBlock.Row(number, LENGTH, PackedTerms.pack(terms));
    }

    private static WordBlock block(LongStream numbers, long first, long last) {
        return WordBlock.of(numbers.mapToObj(WordBlockTest::row).toList(), first, last);
    }

    /// As an edit or a deletion leaves it.
    private static WordBlock without(WordBlock block, long number) {
        BitSet gone = BitSet.valueOf(block.gone());
        gone.set((int) (number - block.first()));
        byte[] bytes = block.gone().clone();
        System.arraycopy(gone.toByteArray(), 0, bytes, 0, gone.toByteArray().length);
        return new WordBlock(
                block.first(), block.last(), block.memories() - 1, block.length() - LENGTH, bytes, block.postings());
    }

    /// With numbers between the blocks that no memory has.
    @RepeatedTest(20)
    void ofSomeIsThatOfTheirMemories(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        long middle = 40L + random.nextInt(30);
        long next = middle + 1 + random.nextInt(25);
        WordBlock one = block(LongStream.rangeClosed(3, middle), 3, middle);
        WordBlock other = block(LongStream.rangeClosed(next, next + 50), next, next + 50);
        long gone = 3L + random.nextInt(30);
        long alsoGone = next + random.nextInt(50);

        WordBlock merged = WordBlock.merge(List.of(without(one, gone), without(other, alsoGone)));

        WordBlock expected = block(
                LongStream.concat(LongStream.rangeClosed(3, middle), LongStream.rangeClosed(next, next + 50))
                        .filter(number -> number != gone && number != alsoGone),
                3,
                next + 50);
        assertThat(merged).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void thatWasMergedAfterItWasReadIsNoticed() {
        var block = new Block(1, 2_048, 2_048, 9_000, new byte[256], Map.of());
        var corpus = new Corpus(Map.of(1L, block), LooseRows.NONE, List.of());
        var nothing = new Slice(new byte[0], 0, 0);

        assertThat(corpus.hasBlocksOf(List.of(new Page(1, 2_048, nothing)))).isTrue();
        assertThat(corpus.hasBlocksOf(List.of(new Page(1, 16_384, nothing)))).isFalse();
        assertThat(corpus.hasBlocksOf(List.of(new Page(2_049, 4_096, nothing)))).isFalse();
    }
}
