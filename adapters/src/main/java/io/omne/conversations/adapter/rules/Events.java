package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The nouns and verbs of appointments.
final class Events {

    private static final String NOUN =
            "(?:(?<!\\b(?:are|is|am|be|were|was|you|'re|'m|of|and|by|for) )meeting|mtg|appointment|appt|dentist"
                    + "|vet|flight|interview|dinner|lunch|breakfast|brunch"
                    + "|stand-?up|workshop|party|wedding|concert|webinar|exam|conference|retro(?:spective)?"
                    + "|(?:sprint|quarterly|release|capacity) planning|planning (?:meeting|session)"
                    + "|1:1|one-on-one|town hall|lesson|football practice|practice|rehearsal|funeral|ceremony"
                    + "|kick-?off|sync|session|ferry"
                    + "|check-?up|surgery|haircut|viewing|presentation|barbecue|bbq|picnic|festival|playdate"
                    + "|seminar|training"
                    + "|orientation|hearing|audition|graduation|reunion|all-hands|drinks|massage"
                    + "|physio(?:therapy)?|inspection)";

    /// These are also verbs, or things of which people speak for other reasons.
    private static final String VERB_TOO = "(?:call|review|demo|visit|train|table|match|class|game|trip|doctor)";

    private static final Pattern EVENT = Pattern.compile(
            "(?<![\\p{L}-])(?:" + NOUN + "|(?<!\\b(?:to|please|i|we|you|will|'ll|can|could|and|they|not|or|me) )"
                    + VERB_TOO
                    + ")(?![\\p{L}-])(?!\\s+(?:notes?|room|minutes|link|invite|invitation|summary|agenda"
                    + "|prices?|recording|money"
                    + "|time|box|break|me|him|her|us|them|it|you|the|my|number|out|up|said|says|went|took)\\b)",
            CASE_INSENSITIVE);

    private static final Pattern GOING = Pattern.compile(
            "\\b(?:i'm|we're|i am|we are|i'll be|we'll be)\\s+(?:all |both )?(?:meeting|seeing|visiting|flying"
                    + "|travell?ing|getting married)\\b"
                    + "|\\b(?:i'll|we'll|i|we|let's|we will|i will)\\s+(?:meet|fly|visit)\\b",
            CASE_INSENSITIVE);

    private static final int FARTHEST = 80;

    private Events() {}

    /// Whether the words near this part of the sentence name an appointment.
    static boolean areNear(Sentence it, int start, int end) {
        return isNear(EVENT.matcher(it.shadow()), start, end) || isNear(GOING.matcher(it.shadow()), start, end);
    }

    static boolean areIn(String text) {
        return EVENT.matcher(text).find() || GOING.matcher(text).find();
    }

    private static boolean isNear(Matcher event, int start, int end) {
        while (event.find()) {
            if (event.start() - end < FARTHEST && start - event.end() < FARTHEST) {
                return true;
            }
        }
        return false;
    }
}
