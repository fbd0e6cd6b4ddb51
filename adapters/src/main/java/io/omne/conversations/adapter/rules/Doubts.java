package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import java.util.regex.Pattern;

/// Words that make a sentence no statement of its writer's: conditions, wishes, guesses, what others said,
/// what was cancelled.
final class Doubts {

    private static final Pattern CONDITION =
            Pattern.compile("\\b(?:if|unless|whether|otherwise|assuming|suppose|imagine|pretend)\\b", CASE_INSENSITIVE);

    private static final Pattern GUESS = Pattern.compile(
            "\\b(?:maybe|perhaps|probably|possibly|hopefully|might|could|would|should|wish|not sure|i guess|supposedly"
                    + "|apparently|allegedly|we'll see|i'd|we'd)\\b",
            CASE_INSENSITIVE);

    private static final Pattern REPORT = Pattern.compile(
            "\\b(?:says?|said|tells?|told|claims?|claimed|thinks?|thought|wrote|writes|asked|mentioned|heard"
                    + "|according to"
                    + "|quote|believes?|pretends?|means|says that|stated|stating|replied|yelled|was like"
                    + "|goes like|the (?:story|movie|film|book|song|novel|hero))\\b",
            CASE_INSENSITIVE);

    private static final Pattern QUALIFIED = Pattern.compile(
            "\\b(?:said|says|according to|claims?|supposedly|apparently|allegedly|maybe|perhaps|probably"
                    + "|possibly|might|wish|not sure|i guess)\\b",
            CASE_INSENSITIVE);

    private static final Pattern CANCELLED = Pattern.compile(
            "\\b(?:cancel(?:led|ed|s)?|called off|off now|is off|no longer|scrapped|scrap|changed (?:my|our) minds?"
                    + "|any ?more|postponed until further|reverted|fell through|not happening|never mind)\\b",
            CASE_INSENSITIVE);

    private static final Pattern JOKE =
            Pattern.compile("\\b(?:haha+|hehe+|rofl|lmao|jk|joking|kidding)\\b|[😂🤣😜🤪😹]", CASE_INSENSITIVE);

    private Doubts() {}

    static boolean isConditional(Sentence it) {
        return CONDITION.matcher(it.shadow()).find();
    }

    static boolean isCancelled(Sentence it) {
        return CANCELLED.matcher(it.shadow()).find();
    }

    static boolean isJoke(Sentence it) {
        return JOKE.matcher(it.shadow()).find();
    }

    /// Whether words of the sentence say that its statement is another's or a guess, wherever they stand.
    static boolean isQualified(Sentence it) {
        return QUALIFIED.matcher(it.shadow()).find();
    }

    /// Whether words before `at` make a guess or another's words of what follows.
    static boolean isForeignOrGuessed(Sentence it, int at) {
        String before = it.shadow().substring(0, at);
        return isGuess(before) || REPORT.matcher(before).find();
    }

    static boolean isGuess(String text) {
        return GUESS.matcher(text).find();
    }
}
