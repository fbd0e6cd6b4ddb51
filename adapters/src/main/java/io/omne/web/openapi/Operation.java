package io.omne.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a route does, as far as its mapping does not say it.
///
/// @param id what generated clients call it
/// @param description null where the summary says all
/// @param body null where it takes none
/// @param problems the statuses of its problems, beside those that follow from what it takes
public record Operation(
        String id,
        String summary,
        @Nullable String description,
        Access access,
        RequestSchema query,
        @Nullable RequestSchema body,
        List<RequestHeader> headers,
        List<Result> results,
        Set<Integer> problems) {

    private static final String JSON = "application/json";

    /// Who may.
    public enum Access {
        ANYBODY,
        USER,
        ADMINISTRATOR
    }

    public record RequestHeader(String name, String description) {}

    /// An answer that is no problem.
    ///
    /// @param headers their names
    /// @param answer the record that its JSON is; null where it is something else
    /// @param media those that its body may have; none where there is no body
    public record Result(
            int status,
            String description,
            List<String> headers,
            @Nullable Class<?> answer,
            List<String> media) {}

    public static Operation anybody(String id, String summary) {
        return of(id, summary, Access.ANYBODY);
    }

    public static Operation user(String id, String summary) {
        return of(id, summary, Access.USER);
    }

    public static Operation administrator(String id, String summary) {
        return of(id, summary, Access.ADMINISTRATOR);
    }

    private static Operation of(String id, String summary, Access access) {
        return new Operation(id, summary, null, access, RequestSchema.NONE, null, List.of(), List.of(), Set.of());
    }

    public Operation description(String sentences) {
        return new Operation(id, summary, sentences, access, query, body, headers, results, problems);
    }

    public Operation query(RequestSchema parameters) {
        return new Operation(id, summary, description, access, parameters, body, headers, results, problems);
    }

    public Operation body(RequestSchema fields) {
        return new Operation(id, summary, description, access, query, fields, headers, results, problems);
    }

    public Operation header(String name, String description) {
        var more = new ArrayList<>(headers);
        more.add(new RequestHeader(name, description));
        return new Operation(id, summary, this.description, access, query, body, List.copyOf(more), results, problems);
    }

    public Operation answers(int status, String description, Class<?> answer, String... answerHeaders) {
        return result(new Result(status, description, List.of(answerHeaders), answer, List.of(JSON)));
    }

    public Operation answersOther(int status, String description, String... media) {
        return result(new Result(status, description, List.of(), null, List.of(media)));
    }

    public Operation answersNothing(int status, String description, String... answerHeaders) {
        return result(new Result(status, description, List.of(answerHeaders), null, List.of()));
    }

    private Operation result(Result result) {
        var more = new ArrayList<>(results);
        more.add(result);
        return new Operation(id, summary, description, access, query, body, headers, List.copyOf(more), problems);
    }

    public Operation problems(Integer... statuses) {
        return new Operation(
                id, summary, description, access, query, body, headers, results, new TreeSet<>(List.of(statuses)));
    }
}
