package io.omne.recall.api;

import io.omne.access.UserId;
import io.omne.memory.Metadata;
import io.omne.memory.api.MemoryFilter;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.validation.TextRules;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Query: finds the memories of a user that help to answer a question. A streaming query with one answer, a
/// {@link SearchResult}.
///
/// @param text a question, words, a name or code: 1 to 4,000 code points
/// @param limit the most memories to find, 1 to 100
/// @param filter which memories may be found; the ranking is the same as if the user had no others
/// @param metadata values that a memory must have under these names at the top level of its metadata
/// @param minScore the least score of a memory, 0 to 1
/// @param at the moment from which a time such as "last week" is counted; null for now
/// @param context how many memories before and after each in its conversation are wanted, 0 to 5
/// @param maxTokens about how many tokens of a language model the memories may have in all, 50 to 200,000; null for
///     any number
/// @see MeaningUnavailable
/// @see QuestionNotSupported
/// @see SearchTooSlow
/// @see TooManySearches
public record SearchMemories(
        UserId owner,
        String text,
        SearchMode mode,
        int limit,
        MemoryFilter filter,
        Metadata metadata,
        double minScore,
        @Nullable Instant at,
        int context,
        @Nullable Integer maxTokens) {

    public static final int MAX_LENGTH = 4_000;
    public static final int MAX_LIMIT = 100;
    public static final int MAX_CONTEXT = 5;
    public static final int LEAST_TOKENS = 50;
    public static final int MOST_TOKENS = 200_000;

    /// @throws InvalidValue with the name that the field has on the wire
    public SearchMemories {
        checkText(text);
        checkLimit(limit);
        checkContext(context);
        if (maxTokens != null) {
            checkMaxTokens(maxTokens);
        }
        checkMinScore(minScore);
    }

    // The checks of single fields, so that a request with several wrong ones can be told all of them. Each returns
    // its value.

    public static String checkText(String text) {
        TextRules.check("query", text, MAX_LENGTH);
        TextRules.checkNotBlank("query", text);
        return text;
    }

    public static int checkLimit(int limit) {
        return check("limit", limit, 1, MAX_LIMIT);
    }

    public static int checkContext(int context) {
        return check("context", context, 0, MAX_CONTEXT);
    }

    public static int checkMaxTokens(int maxTokens) {
        return check("max_tokens", maxTokens, LEAST_TOKENS, MOST_TOKENS);
    }

    public static double checkMinScore(double minScore) {
        if (!(minScore >= 0 && minScore <= 1)) {
            throw new InvalidValue("min_score", ErrorCode.OUT_OF_RANGE, "must be from 0 to 1");
        }
        return minScore;
    }

    private static int check(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidValue(
                    field, ErrorCode.OUT_OF_RANGE, String.format(Locale.ROOT, "must be from %,d to %,d", least, most));
        }
        return value;
    }

    /// Shows the length and not the text, because a log must not contain what users ask.
    @Override
    public String toString() {
        return "SearchMemories[" + text.length() + ", " + mode + "]";
    }
}
