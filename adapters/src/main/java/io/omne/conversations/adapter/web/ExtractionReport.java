package io.omne.conversations.adapter.web;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.omne.conversations.application.administration.ExtractionState;
import io.omne.conversations.application.administration.ExtractionStatistics;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import io.omne.web.request.ResponseBody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state of the extraction, for administrators.
///
/// @param oldestPendingSeconds how long the longest waiting pending conversation has been due, null if
///     none is pending
/// @param errors the most frequent one first
/// @param lastFailures newest first
@JsonTypeName("ExtractionStanding")
record ExtractionReport(
        String provider,
        States states,
        @Nullable Long oldestPendingSeconds,
        Rates rates,
        List<Errors> errors,
        List<Failed> lastFailures)
        implements ResponseBody {

    static ExtractionReport of(ExtractionState it) {
        Duration longestDue = it.backlog().longestDue();
        return new ExtractionReport(
                it.provider(),
                States.of(it.backlog()),
                longestDue == null ? null : longestDue.toSeconds(),
                Rates.of(it.pace()),
                it.errors().stream().map(Errors::of).toList(),
                it.lastFailures().stream().map(Failed::of).toList());
    }

    @JsonTypeName("ExtractionStates")
    record States(long pending, long processing, long failed) {

        static States of(Backlog it) {
            return new States(it.pending(), it.processing(), it.failed());
        }
    }

    /// @param windowSeconds the length of the time, up to now, over which the rates are averaged
    @JsonTypeName("ExtractionRates")
    record Rates(double completedPerMinute, double failedPerMinute, double windowSeconds) {

        static Rates of(Pace it) {
            return new Rates(it.completedPerMinute(), it.failedPerMinute(), it.seconds());
        }
    }

    @JsonTypeName("ExtractionErrors")
    record Errors(String code, long count) {

        static Errors of(ExtractionStatistics.ErrorCount it) {
            return new Errors(it.code(), it.count());
        }
    }

    @JsonTypeName("ExtractionFailed")
    record Failed(UUID conversationId, Instant at, String code, String message, int attempts) {

        static Failed of(ExtractionStatistics.Failure it) {
            return new Failed(
                    it.conversation(),
                    it.at(),
                    it.failure().code(),
                    it.failure().message(),
                    it.attempts());
        }
    }
}
