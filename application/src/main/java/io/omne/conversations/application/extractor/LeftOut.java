package io.omne.conversations.application.extractor;

import io.omne.conversations.ExtractionFailure;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why an item of an extractor's answer is not stored.
public enum LeftOut {
    /// It has no text, an unknown type or a value of the wrong form.
    INVALID_ITEM,
    /// It names a message that is not among the new ones.
    UNKNOWN_MESSAGE,
    /// It quotes nothing, or what does not stand in the message word for word.
    WRONG_QUOTE,
    /// It quotes only messages of the roles `system` and `tool`.
    NOT_SAID,
    /// Its time cannot be read.
    INVALID_TIME,
    /// It supersedes a memory that was not given.
    UNKNOWN_MEMORY,
    /// It has an address, a link or a long number that the messages do not have.
    INVENTED_DETAIL,
    /// It breaks a rule for memories, such as their length.
    NOT_ALLOWED,
    /// It is a message that wants to steer the model, and was not given to it.
    PROMPT_INJECTION,
    /// There were too many items.
    TOO_MANY;

    /// The code of the failure that says what was left out.
    public static final String CODE = "items_left_out";

    /// The word for it, such as `wrong_quote`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Says how many items were left out for which reasons; null if none was.
    public static @Nullable ExtractionFailure summary(Collection<LeftOut> reasons) {
        return reasons.isEmpty()
                ? null
                : new ExtractionFailure(CODE, "The extractor found what was not stored: " + counts(reasons) + ".");
    }

    /// The reasons with their numbers, such as `wrong_quote (2), invalid_time (1)`.
    public static String counts(Collection<LeftOut> reasons) {
        Map<LeftOut, Long> counts =
                reasons.stream().collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(it -> "%s (%d)".formatted(it.getKey().text(), it.getValue()))
                .collect(Collectors.joining(", "));
    }
}
