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
            "\\b(?:on|by|until|till|from|to|at|for|before|after|of|than)\\s+(?:the\\s+)?$", Pattern.CASE_INSENSITIVE);

    /// Words that are no name of a day, and so say of themselves when something is.
    private static final Pattern RELATIVE =
            Pattern.compile("(?:to(?:morrow|day|night)|in|next|this|the day)\\b", Pattern.CASE_INSENSITIVE);

    private Dates() {}

    static @Nullable Instant of(Sentence it, Writer writer) {
        Moment moment = Moments.first(it.shadow(), writer.sentAt());
        return moment == null ? null : moment.at();
    }

    /// The same for sentences that may speak of days for other reasons, such as "Tuesday deploys only".
    static @Nullable Instant placed(Sentence it, Writer writer) {
        Moment moment = Moments.first(it.shadow(), writer.sentAt());
        if (moment == null) {
            return null;
        }
        String text = it.shadow();
        boolean isRelative =
                RELATIVE.matcher(text).region(moment.start(), text.length()).lookingAt();
        return isRelative || PLACED.matcher(text).region(0, moment.start()).find() ? moment.at() : null;
    }
}
