package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.memory.MemoryType;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What people ask others to do by a day: "can you send the figures by Friday?", "please sign by Monday".
final class Requests implements Family {

    private static final Pattern REQUEST = Pattern.compile(
            "\\b(?:can|could|would|will) (?:you|someone|somebody|anyone|one of you)(?: please| pls| kindly"
                    + "| also)? (?<asked>"
                    + Actions.VERB
                    + ")\\b|(?:^|[,;:] ?|\\b(?:and|so|but|then|also) )(?:please|pls|kindly)(?: also)? (?<pleased>"
                    + Actions.VERB + ")\\b",
            CASE_INSENSITIVE);

    /// What an assistant is asked for is done in its next message, unless there is a day by which it must be
    /// done.
    private static final Pattern DEADLINE =
            Pattern.compile("\\b(?:by|before|until|no later than)\\s", CASE_INSENSITIVE);

    /// What is asked for is an answer and no deed.
    private static final Pattern QUESTION =
            Pattern.compile("\\b(?:what|how|why|who|where|weather|joke)\\b", CASE_INSENSITIVE);

    private static final Pattern NOT_YET =
            Pattern.compile("\\b(?:don't|do not|nobody|no one|never)\\b", CASE_INSENSITIVE);

    @Override
    public List<Found> in(Sentence it, Writer writer) {
        Matcher request = REQUEST.matcher(it.shadow());
        if (!request.find() || !isMeant(it, request.start(), writer)) {
            return List.of();
        }
        Instant at = Dates.placed(it, writer);
        return Promises.isDue(it, at) ? List.of(new Found(MemoryType.TASK, it, at)) : List.of();
    }

    private static boolean isMeant(Sentence it, int at, Writer writer) {
        return !Doubts.isForeignOrGuessed(it, at)
                && !Doubts.isConditional(it)
                && !Doubts.isCancelled(it)
                && !QUESTION.matcher(it.shadow()).find()
                && !NOT_YET.matcher(it.shadow().substring(0, at)).find()
                && (!writer.isUserOfAssistant() || DEADLINE.matcher(it.shadow()).find());
    }
}
