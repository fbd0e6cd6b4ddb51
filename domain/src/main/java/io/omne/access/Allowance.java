package io.omne.access;

/// How many memories a user may create within the window of the limit, if the token sets another number than the
/// settings.
///
/// @param memories at least 1
public record Allowance(int memories) {

    public Allowance {
        if (memories < 1) {
            throw new IllegalArgumentException("an allowance is at least 1");
        }
    }
}
