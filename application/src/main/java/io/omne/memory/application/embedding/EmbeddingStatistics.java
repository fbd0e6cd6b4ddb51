package io.omne.memory.application.embedding;

import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the embedding of everybody's memories stands, on all instances. Blocks.
public interface EmbeddingStatistics {

    /// What is not completed. Costs as much as there is of it, however many memories there are.
    Backlog backlog();

    /// How fast memories are completed and failed of late.
    Pace pace();

    /// The memories that failed last and still are so, newest first.
    ///
    /// @param limit how many at most
    List<Failure> lastFailures(int limit);

    /// @param pending those that wait for a retry included
    /// @param longestDue how long ago the longest waiting pending memory could have been claimed; zero where
    ///     all of them wait for their retry, null where none is pending
    record Backlog(
            long pending,
            long processing,
            long failed,
            @Nullable Duration longestDue) {}

    /// @param window how far this looks back: five minutes, or less where very much happened in them
    record Pace(long completed, long failed, Duration window) {}

    /// @param attempts how many were made
    record Failure(MemoryId memory, Instant at, EmbeddingFailure failure, int attempts) {}
}
