package io.omne.memory.application;

import io.omne.jobs.api.FailureClassifier;

/// Takes every failure for the same outage.
public final class OneKind implements FailureClassifier {

    @Override
    public FailureKind kindOf(Throwable failure) {
        return new FailureKind("outage", true);
    }
}
