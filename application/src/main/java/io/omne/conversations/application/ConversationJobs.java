package io.omne.conversations.application;

import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;

/// The names of the background work that conversations have.
public interface ConversationJobs {

    /// The event processor that fills the list of conversations. Part of stored tokens.
    String LIST_PROCESSOR = "conversation-list";

    /// The event processor that takes up new messages for the extraction of memories. Part of stored tokens.
    String EXTRACTION_PROCESSOR = "conversation-extraction";

    /// Builds the list of conversations anew.
    JobKind<NoParameters> REPLAY_CONVERSATION_LIST = JobKind.of("replay_conversation_list");

    /// Extracts memories again from conversations whose extraction failed lately.
    JobKind<NoParameters> RETRY_FAILED_EXTRACTIONS = JobKind.of("retry_failed_extractions");
}
