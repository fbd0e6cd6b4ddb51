package io.omne.memory.application;

import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;

/// The event processor of the lists, and the kinds of jobs that memories have.
public interface MemoryJobs {

    /// Fills the read model of the lists. Part of stored tokens.
    String LIST_PROCESSOR = "memory-list";

    /// Builds the read model of the lists anew.
    JobKind<NoParameters> REPLAY_MEMORY_LIST = JobKind.of("replay_memory_list");

    /// Compares events, state and read model.
    JobKind<NoParameters> VERIFY = JobKind.of("verify");

    /// Embeds what is due and was missed.
    JobKind<NoParameters> PROCESS_PENDING_EMBEDDINGS = JobKind.of("process_pending_embeddings");

    /// Makes memories pending again whose embedding failed lately.
    JobKind<NoParameters> RETRY_FAILED_EMBEDDINGS = JobKind.of("retry_failed_embeddings");

    /// Deletes idempotency records that have expired.
    JobKind<NoParameters> DELETE_EXPIRED_IDEMPOTENCY_RECORDS = JobKind.of("delete_expired_idempotency_records");
}
