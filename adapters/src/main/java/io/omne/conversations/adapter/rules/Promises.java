package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.memory.MemoryType;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What people promise and have to do: "I'll send it by Friday", "we need to renew the licence by June", "the
/// report is due on Friday".
///
/// A promise needs a verb of action and what is done. A duty needs a verb and a day, since people say "I need
/// to" of much that is no task.
final class Promises implements Family {

    private static final String ADVERBS =
            "(?:(?:also|then|just|gladly|definitely|certainly|of course|personally|make sure to) ){0,2}";

    private static final Pattern PROMISE = Pattern.compile(
            "\\b(?:(?:i|we)'ll|(?:i|we) will|(?:i|we) promise (?:to|i'll|we'll|that i'll)|(?:i'm|we're|i am"
                    + "|we are) (?:going to|gonna))\\s+"
                    + ADVERBS + "(?<verb>[a-z][a-z-]+)\\b",
            CASE_INSENSITIVE);

    /// "ill" is also an adjective, so only verbs of action may follow it.
    private static final Pattern SHORT = Pattern.compile(
            "(?:^|\\b(?:ok|and|so|then) )ill (?<verb>" + Actions.VERB + "|take|make|give)\\b", CASE_INSENSITIVE);

    private static final Pattern DUTY = Pattern.compile(
            "\\b(?:i|we)(?:'ve)? (?:need to|have to|must|got to|gotta|ought to)\\s+" + ADVERBS + Actions.VERB + "\\b"
                    + "|\\b(?:is|are) due (?:on|by|at|tomorrow|today|next|this)\\b"
                    + "|\\bdeadline (?:for .{1,40} )?is\\b(?! not\\b)",
            CASE_INSENSITIVE);

    private static final Pattern ACTION = Pattern.compile(Actions.VERB + "\\b", CASE_INSENSITIVE);

    /// With a day these are deeds too.
    private static final Pattern DATED_ACTION = Pattern.compile(
            "(?:" + Actions.VERB
                    + "|take|drive|give|make|do|read|start|look at|show|push|close|cover|host|put|run|return"
                    + "|work on|record|shoot|vote|decide|mow|paint|iron|vacuum|teach|study)\\b(?! to (?:you|ya"
                    + "|u|y'all)\\b)",
            CASE_INSENSITIVE);

    private static final Pattern VAGUE = Pattern.compile(
            "\\b(?:later|soon|some ?time|some ?day|next time|eventually|one day|at some point)\\b", CASE_INSENSITIVE);

    private static final Pattern DEADLINE = Pattern.compile(
            "\\b(?:by|before|until|till)\\s+(?:the\\s+)?(?:end\\b|eod\\b|eow\\b|close of)", CASE_INSENSITIVE);

    /// What is done at once needs no memory, and "it" alone says nothing.
    private static final Pattern AT_ONCE = Pattern.compile(
            "\\b(?:now|right away|immediately|shortly|in an? (?:minute|min|sec|second|moment|bit|few)|one sec"
                    + "|below|here's)\\b",
            CASE_INSENSITIVE);

    private static final Pattern NO_OBJECT = Pattern.compile(
            "\\s+(?:(?:it|that|this|them|those|these|out|him|her|us|me|in|up|on|to|\\w+ly)\\b|(?:you"
                    + "|u)\\b(?! (?:the|an?|my|our|your|some)\\b))|\\W*$",
            CASE_INSENSITIVE);

    @Override
    public List<Found> in(Sentence it, Writer writer) {
        if (!PROMISE.matcher(it.shadow()).find()
                && !SHORT.matcher(it.shadow()).find()
                && !DUTY.matcher(it.shadow()).find()) {
            return List.of();
        }
        Instant at = Dates.of(it, writer);
        boolean isTask = promises(it, at) || (isDue(it, at) && says(DUTY, it));
        return isTask && isMeant(it) ? List.of(new Found(MemoryType.TASK, it, at)) : List.of();
    }

    /// Whether a sentence names a day, or a limit of time that is no day.
    static boolean isDue(Sentence it, @Nullable Instant at) {
        return at != null || DEADLINE.matcher(it.shadow()).find();
    }

    private static boolean promises(Sentence it, @Nullable Instant at) {
        Matcher promise = PROMISE.matcher(it.shadow());
        if (!promise.find()) {
            Matcher brief = SHORT.matcher(it.shadow());
            return brief.find() && isDeed(it, brief.start("verb"), at);
        }
        return !Doubts.isForeignOrGuessed(it, promise.start()) && isDeed(it, promise.start("verb"), at);
    }

    private static boolean isDeed(Sentence it, int verb, @Nullable Instant at) {
        String text = it.shadow();
        if (isDue(it, at)) {
            return DATED_ACTION.matcher(text).region(verb, text.length()).lookingAt();
        }
        Matcher action = ACTION.matcher(text).region(verb, text.length());
        return action.lookingAt()
                && !NO_OBJECT.matcher(text).region(action.end(), text.length()).lookingAt()
                && !VAGUE.matcher(text).find();
    }

    private static boolean says(Pattern pattern, Sentence it) {
        Matcher said = pattern.matcher(it.shadow());
        return said.find() && !Doubts.isForeignOrGuessed(it, said.start());
    }

    private static boolean isMeant(Sentence it) {
        return !it.isQuestion()
                && !Doubts.isQualified(it)
                && !Doubts.isConditional(it)
                && !Doubts.isCancelled(it)
                && !AT_ONCE.matcher(it.shadow()).find();
    }
}
