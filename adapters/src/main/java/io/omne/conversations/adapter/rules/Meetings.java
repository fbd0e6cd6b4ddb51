package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.dates.Moment;
import io.omne.conversations.adapter.rules.dates.Moments;
import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.memory.MemoryType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Appointments that are to come: "dentist tomorrow 10:00", "we're flying to Crete on 12 July".
final class Meetings implements Family {

    private static final Pattern PAST = Pattern.compile(
            "\\b(?:was|were|had|did|met|went|flew|visited|yesterday|last (?:week|month|year|night|time|\\w+day)"
                    + "|ago|since|ended|started"
                    + "|missed|attended|joined|enjoyed|saw|used to|been (?:to|at|in))\\b",
            CASE_INSENSITIVE);

    private static final Pattern DENIED = Pattern.compile(
            "\\b(?:no|not|isn't|aren't|won't|can't|cannot|don't|doesn't|didn't|without|skip|never"
                    + "|instead of (?:the|a|my|our))\\b"
                    + "|\\bpostponed\\b(?! to)",
            CASE_INSENSITIVE);

    private static final Pattern REPEATED = Pattern.compile(
            "\\b(?:every|each|usually|always|often|sometimes|weekly|daily|monthly|on \\w+days)\\b", CASE_INSENSITIVE);

    /// Good wishes and comments, mostly on what another has planned.
    private static final Pattern COMMENT = Pattern.compile(
            "\\b(?:hope|enjoy|luck|have fun|excited|thanks|thank you|sounds|how was|talk to you|bet"
                    + "|costs? (?:[€$£]?\\d+|a|too|only|about)|cheap|expensive|either)\\b",
            CASE_INSENSITIVE);

    private static final Pattern OFFER = Pattern.compile(
            "\\b(?:can|shall|how about|what about|want|need|like to|try|trying|plan|how (?:your|the|his|her))\\b",
            CASE_INSENSITIVE);

    /// Reasons to think of a day that is no appointment, or of one that is not settled.
    private static final Pattern OTHERWISE = Pattern.compile(
            "\\b(?:deadline (?:of|is|for|on)|stuck between|declin\\w+|deciding|decide|might|conflicts?"
                    + "|overlaps?|make sure you|ensure|given that)\\b",
            CASE_INSENSITIVE);

    /// An assistant speaks of appointments of others all the time. Only what it has arranged is one.
    private static final Pattern ARRANGED = Pattern.compile(
            "\\b(?:(?:is|are|has been|have been|is now|are now|'s) (?:booked|confirmed|scheduled|reserved|arranged|set)"
                    + "|(?:i've|i have) (?:now |just )?(?:booked|confirmed|scheduled|reserved|arranged))\\b",
            CASE_INSENSITIVE);

    /// What comes before gives the old time.
    private static final Pattern MOVED = Pattern.compile(
            "\\b(?:moved|rescheduled|shifted|pushed|postponed|brought forward"
                    + "|changed)\\b.{0,40}? from\\b.{1,40}? to\\b",
            CASE_INSENSITIVE);

    @Override
    public List<Found> in(Sentence it, Writer writer) {
        boolean isNamed = (writer.isPerson() && Events.areIn(it.shadow()))
                || ARRANGED.matcher(it.shadow()).find();
        Moment moment = isNamed ? moment(it, writer) : null;
        return moment != null && isAppointment(it, moment, writer)
                ? List.of(new Found(MemoryType.MEETING, it, moment.at()))
                : List.of();
    }

    private static @Nullable Moment moment(Sentence it, Writer writer) {
        Matcher moved = MOVED.matcher(it.shadow());
        int from = moved.find() ? moved.end() : 0;
        Moment moment = Moments.first(it.shadow().substring(from), writer.sentAt());
        return moment == null
                ? null
                : new Moment(moment.start() + from, moment.end() + from, moment.at(), moment.precision());
    }

    private static boolean isAppointment(Sentence it, Moment moment, Writer writer) {
        boolean isSaid = writer.isPerson()
                ? Events.areNear(it, moment.start(), moment.end())
                : ARRANGED.matcher(it.shadow()).find();
        return isSaid && isToCome(it, moment, writer);
    }

    private static boolean isToCome(Sentence it, Moment moment, Writer writer) {
        String text = it.shadow();
        return !it.isQuestion()
                && isPlanned(moment, writer)
                && !COMMENT.matcher(text).find()
                && !OTHERWISE.matcher(text).find()
                && !Doubts.isConditional(it)
                && !Doubts.isCancelled(it)
                && !Doubts.isForeignOrGuessed(it, moment.start())
                && !(PAST.matcher(text).find() && writer.isPerson())
                && !DENIED.matcher(text.substring(0, moment.end())).find()
                && !REPEATED.matcher(text).find()
                && !OFFER.matcher(text.substring(0, moment.start())).find();
    }

    /// Of today, people tell what they are doing; only a time of day makes it an appointment.
    private static boolean isPlanned(Moment moment, Writer writer) {
        Instant today = writer.sentAt().truncatedTo(ChronoUnit.DAYS).toInstant();
        Instant tomorrow = today.plus(1, ChronoUnit.DAYS);
        return switch (moment.precision()) {
            case CLOCK -> !moment.at().isBefore(today);
            case DAY -> !moment.at().isBefore(tomorrow);
            case SPAN -> false;
        };
    }
}
