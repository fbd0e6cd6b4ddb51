package io.omne.jobs.api;

/// Tells failures apart, for the log. Only an implementation knows the exceptions of the drivers.
@FunctionalInterface
public interface FailureClassifier {

    FailureKind kindOf(Throwable failure);

    /// Failures of the same kind are logged once a minute.
    ///
    /// @param name what such failures have in common, as an SQLState
    /// @param outage whether it passes by itself: something is away, full, read-only or too slow, or others changed
    ///     the same thing at the same time. Everything else is a fault, which is logged with its stack
    record FailureKind(String name, boolean outage) {}
}
