package io.omne.web.problem;

import org.jspecify.annotations.Nullable;

/// What a client is answered where a module's command or query fails for a reason that is the client's to know.
@FunctionalInterface
public interface ProblemTranslator {

    /// @param cause the exception of the handler, or one that it was caused by
    /// @return null for what it does not know
    @Nullable
    RequestProblem translate(Throwable cause);
}
