package io.omne.conversations.adapter.web;

import io.omne.conversations.api.ConversationBeingDeleted;
import io.omne.conversations.api.ConversationNotFound;
import io.omne.conversations.api.ExtractionOff;
import io.omne.conversations.api.ListBehind;
import io.omne.web.problem.ProblemTranslator;
import io.omne.web.problem.RequestProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Translates failures of commands and queries about conversations to problems.
@Component
class ConversationProblems implements ProblemTranslator {

    @Override
    public @Nullable RequestProblem translate(Throwable cause) {
        return switch (cause) {
            case ConversationNotFound _ -> new RequestProblem(HttpStatus.NOT_FOUND, "There is no such conversation.");
            case ConversationBeingDeleted _ ->
                later(HttpStatus.CONFLICT, "The conversation is being deleted. Send messages to it afterwards.");
            case ListBehind _ -> later(HttpStatus.SERVICE_UNAVAILABLE, "The list of conversations is behind.");
            case ExtractionOff _ ->
                new RequestProblem(HttpStatus.CONFLICT, "The server's settings switch the extraction of memories off.");
            default -> null;
        };
    }

    private static RequestProblem later(HttpStatus status, String sentence) {
        var problem = new RequestProblem(status, sentence);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
        return problem;
    }
}
