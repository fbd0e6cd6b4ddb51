package io.omne.memory.application.embedding;

import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.List;

/// The state of the embedding for the memories of all users, on all instances. Blocks.
public interface EmbeddingStatistics {

    /// Counts the memories that are not completed. The cost grows with their number, not with the number of all
    /// memories.
    Backlog backlog();

    /// Counts the memories that were completed or failed in the last five minutes, or in less time if
    /// there were very many events.
    Pace pace();

    /// The memories that failed last and have not been retried since, newest first.
    ///
    /// @param limit the most failures to return
    List<Failure> lastFailures(int limit);

    /// @param attempts the number of attempts
    record Failure(MemoryId memory, Instant at, EmbeddingFailure failure, int attempts) {}
}
