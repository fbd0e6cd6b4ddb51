package io.omne.memory.adapter.web;

import io.omne.access.UserId;
import io.omne.memory.InvalidValue;
import io.omne.memory.MemoryId;
import io.omne.memory.application.ListMemories;
import java.util.List;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/// Paths and query strings into what they ask for.
final class Parameters {

    /// Skipping rows costs the database what reading them would.
    private static final int DEEPEST = 10_000;

    private static final int MOST_PER_PAGE = 100;
    private static final int PER_PAGE = 20;

    private Parameters() {}

    /// @throws Refused with 400 when it is no UUID
    static MemoryId id(String text) {
        try {
            return new MemoryId(Values.uuid("id", text));
        } catch (InvalidValue e) {
            throw Refused.of(new FieldError(e.field(), e.code(), String.valueOf(e.getMessage())));
        }
    }

    /// @throws Refused when a number is none, out of range, or the page so far down that a cursor is wanted
    static ListMemories list(UserId owner, MultiValueMap<String, String> query) {
        checkKnown(query, Set.of("page", "per_page"));
        int page = number(query, "page", 1, Integer.MAX_VALUE);
        int perPage = number(query, "per_page", PER_PAGE, MOST_PER_PAGE);
        if ((long) page * perPage > DEEPEST) {
            throw Refused.of(new FieldError(
                    "page", "too_deep", "page times per_page must be at most %,d: use cursor".formatted(DEEPEST)));
        }
        return new ListMemories(owner, page, perPage);
    }

    /// Whether the vectors are wanted too.
    ///
    /// @throws Refused when something else is
    static boolean includesEmbedding(MultiValueMap<String, String> query) {
        checkKnown(query, Set.of("include"));
        List<String> included = query.getOrDefault("include", List.of());
        if (!included.stream().allMatch("embedding"::equals)) {
            throw Refused.of(new FieldError("include", "unknown_value", "must be embedding"));
        }
        return !included.isEmpty();
    }

    private static void checkKnown(MultiValueMap<String, String> query, Set<String> known) {
        List<FieldError> unknown = query.keySet().stream()
                .filter(name -> !known.contains(name))
                .map(Fields::unknown)
                .toList();
        if (!unknown.isEmpty()) {
            throw Refused.of(unknown);
        }
    }

    private static int number(MultiValueMap<String, String> query, String name, int standard, int most) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return standard;
        }
        String text = String.valueOf(values.getFirst());
        if (values.size() > 1) {
            throw Refused.of(new FieldError(name, "repeated", "must be given once"));
        }
        if (!text.matches("-?[0-9]+")) {
            throw Refused.of(new FieldError(name, FieldError.MALFORMED, "must be a number"));
        }
        int number = text.length() > 9 ? -1 : Integer.parseInt(text);
        if (number < 1 || number > most) {
            throw Refused.of(new FieldError(
                    name,
                    "out_of_range",
                    most == Integer.MAX_VALUE ? "must be at least 1" : "must be 1 to %d".formatted(most)));
        }
        return number;
    }
}
