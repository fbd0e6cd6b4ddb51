package io.omne.conversations.application.administration;

import io.omne.conversations.ExtractionFailure;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The state of the extraction for the conversations of all users, on all instances. Blocks.
public interface ExtractionStatistics {

    /// Counts the conversations that are not completed. Those that wait until they are quiet are
    /// pending. The cost grows with their number, not with the number of all conversations.
    Backlog backlog();

    /// Counts the extractions that were completed or failed in the last five minutes, or in less time if
    /// there were very many events.
    Pace pace();

    /// Why conversations are failed, the most frequent code first. The cost grows with the number of
    /// those.
    ///
    /// @param limit the most codes to return
    List<ErrorCount> errors(int limit);

    /// The conversations that failed last and have not been tried again since, newest first.
    ///
    /// @param limit the most failures to return
    List<Failure> lastFailures(int limit);

    /// @param count how many conversations are failed with this code
    record ErrorCount(String code, long count) {}

    /// @param conversation its id, which another user's conversation may have too
    /// @param attempts the number of attempts
    record Failure(UUID conversation, Instant at, ExtractionFailure failure, int attempts) {}
}
