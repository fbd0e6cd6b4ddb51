package io.omne.recall.application;

import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;

/// The names of the background work that the search has.
public interface RecallJobs {

    /// The event processor that fills the index of words. Part of stored tokens.
    String PROCESSOR = "recall-words";

    /// Builds the index of words anew.
    JobKind<NoParameters> REPLAY_RECALL_WORDS = JobKind.of("replay_recall_words");
}
