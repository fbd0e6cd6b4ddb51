package io.omne.conversations.adapter.web;

import io.omne.conversations.api.ConversationNotFound;
import io.omne.web.problem.ProblemTranslator;
import io.omne.web.problem.RequestProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Translates failures of commands and queries about conversations to problems.
@Component
class ConversationProblems implements ProblemTranslator {

    @Override
    public @Nullable RequestProblem translate(Throwable cause) {
        return cause instanceof ConversationNotFound
                ? new RequestProblem(HttpStatus.NOT_FOUND, "There is no such conversation.")
                : null;
    }
}
