package io.omne.jobs.api;

import io.omne.jobs.api.JobKind.NoParameters;
import java.util.Optional;

/// Requests long work. A request is kept until the job is done, even if the instance that does it is lost. The last
/// ten jobs of each kind and subject are kept. Blocks.
public interface Jobs {

    /// Requests a job, unless one of this kind and subject is unfinished. Jobs of different subjects do not wait
    /// for each other. Joins the transaction of the calling thread.
    ///
    /// @param subject whose job it is, such as the id of a user; empty if it has no subject
    /// @return the new job; empty if there is an unfinished one
    <P extends Record> Optional<JobState> request(JobKind<P> kind, String subject, P parameters);

    /// Requests a job of a kind without subjects and parameters.
    default Optional<JobState> request(JobKind<NoParameters> kind) {
        return request(kind, "", NoParameters.NONE);
    }

    /// The latest job of the kind and the subject.
    Optional<JobState> latest(JobKind<?> kind, String subject);

    default Optional<JobState> latest(JobKind<?> kind) {
        return latest(kind, "");
    }

    /// Reports the progress of a job. Called by the thread that does the work; cheap enough for every row. Every
    /// call throws if the work must end, because the instance is stopping or another instance does the job now.
    interface Progress {

        /// Begins a phase.
        ///
        /// @param total the amount of work, in the unit of {@link #done}; 0 if it is not known
        void phase(String phase, long total);

        /// Adds to the amount of work that is done in this phase.
        void done(long more);

        /// Locks the job for this instance until the current transaction ends. For work that only one instance may
        /// do.
        void lock();
    }
}
