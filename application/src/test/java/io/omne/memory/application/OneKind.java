package io.omne.memory.application;

/// Takes every failure for the same outage.
final class OneKind implements FailureClassifier {

    @Override
    public FailureKind kindOf(Throwable failure) {
        return new FailureKind("outage", true);
    }
}
