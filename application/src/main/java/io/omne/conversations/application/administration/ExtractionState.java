package io.omne.conversations.application.administration;

import io.omne.conversations.application.administration.ExtractionStatistics.ErrorCount;
import io.omne.conversations.application.administration.ExtractionStatistics.Failure;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import java.util.List;

/// The state of the extraction for the conversations of all users.
///
/// @param provider the extractor of the instance that answers
/// @param errors the most frequent one first
/// @param lastFailures newest first
public record ExtractionState(
        String provider, Backlog backlog, Pace pace, List<ErrorCount> errors, List<Failure> lastFailures) {

    public ExtractionState {
        errors = List.copyOf(errors);
        lastFailures = List.copyOf(lastFailures);
    }
}
