package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// A user who searches all the time for a memory that is there. An answer has it, or says that the server cannot
/// search now.
final class SteadySearches implements AutoCloseable {

    private static final List<String> MODES = List.of("hybrid", "words", "meaning");
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Client user;
    private final Supplier<String> url;
    private final String id;
    private final AtomicInteger found = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean isEnding;

    /// Creates the memory and waits until it is embedded.
    ///
    /// @param url of any instance that may be asked next
    SteadySearches(String first, Supplier<String> url) {
        this.user = new Client(first);
        this.url = url;
        this.id = user.create("The lighthouse keeper counts ships.").field("id");
        Eventually.holds(
                Duration.ofSeconds(60),
                () -> user.get("/api/v1/memories/" + id)
                        .field("embedding_status")
                        .equals("completed"));
        this.thread = Thread.ofPlatform().name("searches").start(this::run);
    }

    private void run() {
        for (int i = 0; !isEnding; i++) {
            String query =
                    "{\"query\": \"lighthouse keeper\", \"mode\": \"%s\"}".formatted(MODES.get(i % MODES.size()));
            try {
                judge(user.at(url.get()).post("/api/v1/memories/search", query));
            } catch (UncheckedIOException e) {
                unavailable.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void judge(Answer answer) {
        if (answer.status() == 503) {
            unavailable.incrementAndGet();
        } else if (answer.status() == 200 && answer.text().contains(id)) {
            found.incrementAndGet();
        } else {
            wrong.add(answer.status() + " " + answer.text());
        }
    }

    /// Tests that no answer was wrong so far, and that some had the memory.
    void check() {
        System.out.printf("[chaos] %d searches answered, %d not now%n", found.get(), unavailable.get());
        assertThat(wrong).isEmpty();
        assertThat(found).hasPositiveValue();
    }

    @Override
    public void close() {
        isEnding = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
