package io.omne.embedding.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omne.embedding.domain.Windows.Window;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

    @ParameterizedTest
    @CsvSource({
        "4, 1, 0, 0-0",
        "4, 1, 1, 0-1",
        "4, 1, 4, 0-4",
        "4, 1, 5, 0-3 2-5",
        "4, 1, 7, 0-4 3-7",
        "4, 1, 8, 0-3 2-5 4-8",
        "4, 0, 9, 0-3 3-6 6-9",
        "4, 3, 6, 0-4 1-5 2-6",
        "1, 0, 3, 0-1 1-2 2-3",
        "254, 32, 254, 0-254",
        "254, 32, 255, 0-143 111-255",
    })
    void cutsLikeThis(int size, int overlap, int tokens, String expected) {
        String windows = new Windows(size, overlap)
                .over(tokens).stream()
                        .map(window -> window.from() + "-" + window.to())
                        .collect(Collectors.joining(" "));
        assertThat(windows).isEqualTo(expected);
    }

    @Test
    void coversEveryTextWithTheFewestNearlyEqualWindows() {
        for (int size = 1; size <= 12; size++) {
            for (int overlap = 0; overlap < size; overlap++) {
                for (int tokens = 1; tokens <= 100; tokens++) {
                    checkOver(new Windows(size, overlap), tokens);
                }
            }
        }
        checkOver(new Windows(254, 32), 50_000);
        checkOver(new Windows(254, 253), 50_000);
        checkOver(new Windows(2, 0), 150_001);
    }

    private static void checkOver(Windows windows, int tokens) {
        List<Window> all = windows.over(tokens);
        String context = windows + " over " + tokens;

        assertThat(all.getFirst().from()).as(context).isZero();
        assertThat(all.getLast().to()).as(context).isEqualTo(tokens);
        for (int i = 1; i < all.size(); i++) {
            int shared = all.get(i - 1).to() - all.get(i).from();
            assertThat(shared).as(context).isEqualTo(windows.overlap());
            assertThat(all.get(i).from())
                    .as(context)
                    .isGreaterThan(all.get(i - 1).from());
        }
        IntSummaryStatistics lengths =
                all.stream().mapToInt(window -> window.to() - window.from()).summaryStatistics();
        assertThat(lengths.getMax()).as(context).isLessThanOrEqualTo(windows.size());
        assertThat(lengths.getMax() - lengths.getMin()).as(context).isLessThanOrEqualTo(1);
        assertThat(reach(windows, all.size() - 1)).as(context).isLessThan(tokens);
    }

    /// How many tokens so many windows can cover.
    private static int reach(Windows windows, int count) {
        return count == 0 ? 0 : windows.overlap() + count * (windows.size() - windows.overlap());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 0", "4, -1", "4, 4", "4, 5"})
    void rejectsWindowsThatDoNotMoveOn(int size, int overlap) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Windows(size, overlap))
                .withMessageContaining("windows of " + size);
    }
}
