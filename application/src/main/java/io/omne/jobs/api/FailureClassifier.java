package io.omne.jobs.api;

/// Classifies failures for the log. Only an implementation knows the exceptions of the drivers.
@FunctionalInterface
public interface FailureClassifier {

    FailureKind kindOf(Throwable failure);

    /// Failures of the same kind are logged once a minute.
    ///
    /// @param name what failures of this kind have in common, such as an SQLState
    /// @param outage whether the failure passes by itself: something is unavailable, full, read-only or too slow,
    ///     or others changed the same thing at the same time. Everything else is a fault, which is logged with its
    ///     stack trace
    record FailureKind(String name, boolean outage) {}
}
