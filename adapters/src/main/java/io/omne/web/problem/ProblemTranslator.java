package io.omne.web.problem;

import org.jspecify.annotations.Nullable;

/// Translates the failure of a module's command or query into an answer, if the client should know its reason.
@FunctionalInterface
public interface ProblemTranslator {

    /// @param cause the exception of the handler, or one of its causes
    /// @return null for an exception that it does not know
    @Nullable
    RequestProblem translate(Throwable cause);
}
