package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.dates.Moment;
import io.omne.conversations.adapter.rules.dates.Moments;
import io.omne.conversations.adapter.rules.text.Sentence;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Short answers to a question for the time of an appointment: "When is the retro?" "Thursday at 11."
final class Answers {

    private static final Pattern ASKED =
            Pattern.compile("\\b(?:when|what time|which day|what day|how late)\\b", CASE_INSENSITIVE);

    /// All that may be in an answer beside the time.
    private static final Pattern ANSWER =
            Pattern.compile("(?:(?:it's|it is|its|that's|on|i think|at|it|is)\\s+)*", CASE_INSENSITIVE);

    private static final int LONGEST = 40;

    private Answers() {}

    /// When the appointment is; null if this is no answer to such a question.
    static @Nullable Instant to(Sentence question, Sentence answer, Writer writer) {
        String text = answer.shadow();
        if (!asks(question) || answer.isQuestion() || text.length() > LONGEST) {
            return null;
        }
        Moment alone = Moments.first(text, writer.sentAt());
        Moment both = Moments.first(question.shadow() + " " + text, writer.sentAt());
        Moment moment = both != null && both.end() > question.shadow().length() ? both : alone;
        Matcher lead = ANSWER.matcher(text);
        boolean begins = alone != null && (lead.lookingAt() ? lead.end() : 0) >= alone.start();
        return moment != null && begins ? moment.at() : null;
    }

    static boolean asks(Sentence question) {
        return question.isQuestion() && ASKED.matcher(question.shadow()).find() && Events.areIn(question.shadow());
    }
}
