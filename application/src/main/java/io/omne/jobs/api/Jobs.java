package io.omne.jobs.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Long work that an administrator or the clock asked for. It is remembered until it is done, whatever becomes
/// of the instance that began it, and is done by one instance at a time. Of each name the last ten are kept.
/// Blocks.
public interface Jobs {

    /// Asks for a job, unless one of this name is not finished yet.
    ///
    /// @return the new job; empty where there is an unfinished one
    Optional<Job> ask(JobName name);

    /// Asks for a job, unless one of this name is not finished yet, or was asked for within the period. Of
    /// several instances that do so at the same time, one asks.
    ///
    /// @return the new job; empty where there need not be one now
    Optional<Job> askOncePer(JobName name, Duration period);

    /// The latest job of the name.
    Optional<Job> latest(JobName name);

    /// The names of the jobs that were asked for and are not finished, by one short statement.
    Set<JobName> unfinished();

    /// Does the job of the work's name that was asked for, or that was begun by an instance that is gone;
    /// nothing where there is none, or where another instance is at it.
    ///
    /// @return whether there was something to do
    boolean doIfAsked(Work work);

    enum JobName {
        /// Builds the read model of the lists anew.
        REPLAY_MEMORY_LIST,
        /// Compares events, state and read model.
        VERIFY,
        /// Embeds what is due and was missed.
        PROCESS_PENDING_EMBEDDINGS,
        /// Makes memories pending again whose embedding failed lately.
        RETRY_FAILED_EMBEDDINGS
    }

    /// What a job does. Thrown exceptions make it fail.
    interface Work {

        JobName name();

        /// @return what came of it, as a JSON object; null where there is nothing to say
        @Nullable
        String run(Progress progress);
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

    /// @param total how much the phase has to do, 0 where that is not known
    /// @param outcome a JSON object, once it is completed
    /// @param error a sentence, where it failed
    record Job(
            UUID id,
            JobName name,
            State state,
            @Nullable String phase,
            long done,
            long total,
            Instant askedAt,
            @Nullable Instant startedAt,
            @Nullable Instant phaseStartedAt,
            @Nullable Instant progressedAt,
            @Nullable Instant finishedAt,
            @Nullable String outcome,
            @Nullable String error) {

        public enum State {
            ASKED,
            RUNNING,
            COMPLETED,
            FAILED
        }
    }
}
