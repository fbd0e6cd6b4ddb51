package io.omne.jobs.api;

import io.omne.jobs.api.Jobs.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Does the work of one kind of job. A module contributes it as a bean. One instance at a time does a job. If that
/// instance stops or is lost, another one starts the job again, with the same parameters.
public interface Job<P extends Record> {

    JobKind<P> kind();

    /// The period after which a job is requested again, counted over all instances from the last request. Only for
    /// kinds without parameters. Zero if it is not periodic.
    default Duration every() {
        return Duration.ZERO;
    }

    /// Does the work. An exception makes the job fail, unless PostgreSQL was unavailable: then the job is started
    /// again.
    ///
    /// @return the outcome, a JSON object; null if there is nothing to say
    @Nullable
    String run(P parameters, Progress progress);
}
