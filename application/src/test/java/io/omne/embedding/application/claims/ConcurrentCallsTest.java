package io.omne.embedding.application.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConcurrentCallsTest {

    @Test
    void comesToAnEndWhateverACallThrows() {
        try (var calls = new ConcurrentCalls<Integer>()) {
            for (int i = 0; i < 40; i++) {
                int number = i;
                calls.add(() -> {
                    if (number % 2 == 0) {
                        throw new OutOfMemoryError("scripted");
                    }
                    return Optional.of(number);
                });
            }

            assertThat(all(calls))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 20).map(i -> 2 * i + 1).boxed().toList());
        }
    }

    @Test
    void waitsForTheEndOfWhatItInterruptsThoughItIsInterruptedItself() throws Exception {
        var begun = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        try (var calls = new ConcurrentCalls<Integer>()) {
            calls.add(() -> {
                begun.countDown();
                try {
                    TimeUnit.SECONDS.sleep(20);
                } catch (InterruptedException e) {
                    ended.countDown();
                }
                return Optional.empty();
            });
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            Thread.currentThread().interrupt();
            assertThat(calls.next()).isEmpty();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended.getCount()).isZero();
    }

    private static List<Integer> all(ConcurrentCalls<Integer> calls) {
        var all = new ArrayList<Integer>();
        for (List<Integer> some = calls.next(); !some.isEmpty(); some = calls.next()) {
            all.addAll(some);
        }
        return all;
    }
}
