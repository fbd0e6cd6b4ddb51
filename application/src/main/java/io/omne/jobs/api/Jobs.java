package io.omne.jobs.api;

import io.omne.jobs.api.JobKind.NoParameters;
import java.util.Optional;

/// Requests of long work. A request is kept until the job is done, also if the instance that does it is lost. The last
/// ten jobs of each kind and subject are kept. Blocks.
public interface Jobs {

    /// Requests a job, unless one of this kind and subject is unfinished. Jobs of different subjects do not wait for
    /// each other. Joins the transaction of the calling thread.
    ///
    /// @param subject whose job it is, such as the id of a user; empty if it is nobody's
    /// @return the new job; empty where there is an unfinished one
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

    /// Where a job stands, for whoever looks at it. Cheap: it may be called for every row, by the thread that
    /// does the work. Every call fails once the work is to end: the instance is stopping, or the job is no
    /// longer its own.
    interface Progress {

        /// A new phase, of which nothing is done yet.
        ///
        /// @param total how much there is to do, in the unit of {@link #done}; 0 where that is not known
        void phase(String phase, long total);

        /// So much more of the phase is done.
        void done(long more);

        /// Keeps the job this instance's own until the transaction of the calling thread ends. For work that
        /// must not be done by two.
        void hold();
    }
}
