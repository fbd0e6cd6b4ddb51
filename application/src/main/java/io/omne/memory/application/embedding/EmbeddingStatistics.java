package io.omne.memory.application.embedding;

import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of the embedding for the memories of all users, on all instances. Blocks.
public interface EmbeddingStatistics {

    /// Counts the memories that are not completed. The cost grows with their number, not with the number of all
    /// memories.
    Backlog backlog();

    /// Counts the memories that were completed or failed recently.
    Pace pace();

    /// The memories that failed last and have not been retried since, newest first.
    ///
    /// @param limit the most failures to return
    List<Failure> lastFailures(int limit);

    /// @param pending includes the memories that wait for a retry
    /// @param longestDue for how long the longest waiting pending memory has been due; zero if all pending memories
    ///     wait for a retry, null if none is pending
    record Backlog(
            long pending,
            long processing,
            long failed,
            @Nullable Duration longestDue) {}

    /// @param window the period that was counted: five minutes, or less if there were very many events
    record Pace(long completed, long failed, Duration window) {}

    /// @param attempts the number of attempts
    record Failure(MemoryId memory, Instant at, EmbeddingFailure failure, int attempts) {}
}
