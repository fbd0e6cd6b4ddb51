package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.memory.MemoryType;
import java.util.List;
import java.util.regex.Pattern;

/// What people ask to be remembered, word for word: "remember that", "note that", "don't forget".
final class Reminders implements Family {

    private static final Pattern REMEMBER = Pattern.compile(
            "^(?:(?:please|pls|also|and|ok|hey|hi|so|oh|btw|can you|could you|just)[, ]+){0,3}"
                    + "(?:(?:remember|note|keep in mind|bear in mind|make a note|take note"
                    + "|don't let me forget)(?: that\\b|:| to\\b)"
                    + "|(?:keep|bear) in mind,? (?:i|i'm|i've|my|we|we're|our)\\b"
                    + "|remember (?:i|i'm|we|we're|the|our)\\b"
                    + "|(?:don't|dont|do not|never) forget\\b(?! (?:it|about it|that|me|us|about me"
                    + "|about us)[.!]*$)|save this:|for (?:the|your) record[,:])\\s*\\S",
            CASE_INSENSITIVE);

    private static final Pattern SHARED = Pattern.compile(
            "\\bremember (?:(?:the|our|my|that) (?:time|day|days|when|trip)|(?:that )?(?:i|we|you) (?:told|said"
                    + "|were|was|did|went|had|saw|met|used|talked|spoke))\\b",
            CASE_INSENSITIVE);

    @Override
    public List<Found> in(Sentence it, Writer writer) {
        boolean isAsked = writer.isPerson()
                && REMEMBER.matcher(it.shadow()).lookingAt()
                && !SHARED.matcher(it.shadow()).find()
                && !it.isQuestion();
        return isAsked ? List.of(new Found(MemoryType.NOTE, it, Dates.of(it, writer))) : List.of();
    }
}
