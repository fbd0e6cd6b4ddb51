package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a search costs users with a thousand memories and more, in one database beside thousands with few, and whether
/// it finds what is nearest. `./omne bench search` runs it; `-Domne.bench.memories` is how many memories the largest
/// user has.
class SearchBenchmark {

    private static final int LARGEST = Integer.getInteger("omne.bench.memories", 100_000);

    private static final int BUSY = 10_000;

    private static final double LEAST_RECALL = 0.95;

    /// Of the CPU time of plain vector search, up to so many memories.
    private static final double MOST_TIMES_PLAIN = 3;

    /// Memories of a user, and the bar for the median of a search, in milliseconds on two idle cores.
    private record Size(int memories, double bar) {}

    private static final List<Size> SIZES =
            List.of(new Size(1_000, 15), new Size(10_000, 35), new Size(100_000, 60), new Size(1_000_000, 120));

    @Test
    void staysQuickForLargeUsers() throws Exception {
        List<Size> sizes =
                SIZES.stream().filter(size -> size.memories() <= LARGEST).toList();
        Map<Size, SearchFigures> figures = new LinkedHashMap<>();
        try (var run = new SearchRun(sizes.stream().map(Size::memories).toList())) {
            for (Size size : sizes) {
                SearchFigures measured = run.measure(size.memories());
                measured.print(size.memories(), size.bar());
                figures.put(size, measured);
                if (size.memories() == BUSY) {
                    System.out.printf(
                            Locale.ROOT,
                            "[bench] %,d memories: %.1f searches a second by 8 clients (bar on two idle cores: 30)%n",
                            BUSY,
                            run.throughput(BUSY));
                }
            }
        }
        figures.forEach(SearchBenchmark::check);
    }

    private static void check(Size size, SearchFigures figures) {
        assertThat(figures.recall())
                .as("recall of the first ten by meaning for %,d memories", size.memories())
                .isGreaterThanOrEqualTo(LEAST_RECALL);
        if (size.memories() <= BUSY) {
            assertThat(figures.timesPlain())
                    .as("CPU time of a search against plain vector search for %,d memories", size.memories())
                    .isLessThanOrEqualTo(MOST_TIMES_PLAIN);
        }
    }
}
