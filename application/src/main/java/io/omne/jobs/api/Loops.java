package io.omne.jobs.api;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;

/// Makes the loops of an instance: steps that are repeated on threads of their own, from the start of the instance
/// to its end. A failed step is logged and repeated.
public interface Loops {

    /// A loop that is not started yet.
    Loop loop(LoopSettings settings, Step step);

    /// Combines several loops into one. They stop within the time of the slowest of them, not one after the other.
    Loop together(List<Loop> loops);

    /// One round of a loop.
    @FunctionalInterface
    interface Step {

        /// @return the pause before the next round; zero to begin it at once
        Duration run() throws InterruptedException;
    }

    /// Safe to call from any thread but that of the loop.
    interface Loop {

        void start();

        /// Ends the current pause, or the next one. Several calls during one round count as one.
        void wake();

        /// Starts no further round, interrupts the current one once its grace is over, and waits for its end for as
        /// long as the settings say.
        void stop();

        boolean isRunning();
    }

    /// @param log the log of the owner
    /// @param name the name of the thread
    /// @param consequence what a failure leaves undone, for the log, as "leases are not renewed"
    /// @param pause the pause after a round that failed
    /// @param threads how many threads run the step; a call of `wake` wakes one of them
    /// @param grace how long the current round may continue when the loop is stopped, before its thread is
    ///     interrupted
    /// @param end how long the current round may continue after that
    record LoopSettings(
            Logger log, String name, String consequence, Duration pause, int threads, Duration grace, Duration end) {

        private static final Duration END = Duration.ofMillis(500);

        /// A single thread, which is interrupted as soon as the loop is stopped and has half a second to end.
        public LoopSettings(Logger log, String name, String consequence, Duration pause) {
            this(log, name, consequence, pause, 1, Duration.ZERO, END);
        }

        public LoopSettings withThreads(int number) {
            return new LoopSettings(log, name, consequence, pause, number, grace, end);
        }

        public LoopSettings stoppingWithin(Duration graceOfRound, Duration endOfRound) {
            return new LoopSettings(log, name, consequence, pause, threads, graceOfRound, endOfRound);
        }
    }
}
