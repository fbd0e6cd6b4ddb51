package io.omne.conversations.adapter.rules;

import io.omne.conversations.adapter.rules.dates.Moment;
import io.omne.conversations.adapter.rules.dates.Moments;
import io.omne.conversations.adapter.rules.text.Sentence;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When what a sentence tells happens.
final class Dates {

    /// A word that goes with days, before one.
    private static final Pattern PLACED = Pattern.compile(
            "\\b(?:on|by|until|till|from|to|at|for|before|after|of|than)\\s+(?:the\\s+)?$|\\s$(?<=\\S{1,300}\\s)(?=tomorrow|today|in |next )",
            Pattern.CASE_INSENSITIVE);

    private Dates() {}

    static @Nullable Instant of(Sentence it, Writer writer) {
        Moment moment = Moments.first(it.shadow(), writer.sentAt());
        return moment == null ? null : moment.at();
    }

    /// The same for sentences that may speak of days for other reasons, such as "Tuesday deploys only".
    static @Nullable Instant placed(Sentence it, Writer writer) {
        Moment moment = Moments.first(it.shadow(), writer.sentAt());
        return moment != null
                        && PLACED.matcher(it.shadow()).region(0, moment.start()).find()
                ? moment.at()
                : null;
    }
}
