package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.memory.MemoryType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decisions: "we decided to", "we'll go with", "Decision: ".
final class Decisions implements Family {

    private static final String WE = "\\b(?:we|the (?:team|board|family|committee|group|council))";
    private static final String ADVERBS =
            "(?: (?:all|both|just|now|finally|also|already|then|therefore|unanimously)){0,2}";
    private static final String VERBS = "(?:decided|agreed|opted|settled)" + ADVERBS
            + "(?: (?:to|on|that|against|not|for|in favou?r|upon)\\b|,? we|:)";

    /// Decisions that stand, by their tense.
    private static final Pattern STANDS = Pattern.compile(
            "\\b(?:(?:we|i)(?:'ve| have)|(?:we|i) have|the (?:team|board|family) has)" + ADVERBS + " " + VERBS
                    + "|\\b(?:we're|we are|we'll|we will|i'm|i am|i'll|i will|let's)" + ADVERBS
                    + " (?:going to )?(?:go|going) with\\b"
                    + "|\\b(?:we're|we are|we'll|i'm|i'll) (?:stick|sticking|stay|staying) with\\b"
                    + "|\\b(?:we|i)(?:'ve| have) chosen\\b"
                    + "|^(?:ok[,:]? )?(?:final )?(?:decision|decided|agreed):\\s*\\S",
            CASE_INSENSITIVE);

    /// Decisions of a group in the past tense, and no stories: "I decided" tells what somebody did.
    private static final Pattern WAS_MADE = Pattern.compile(
            WE + ADVERBS + " " + VERBS
                    + "|\\bit (?:was|is|has been|'s been)(?: been)? (?:decided|agreed) (?:that|to)\\b"
                    + "|\\bwe chose\\b"
                    + "|\\bthe (?:final )?decision (?:is|was) (?:to|that)\\b",
            CASE_INSENSITIVE);

    private static final Pattern STORY = Pattern.compile(
            "\\b(?:last (?!call\\b)\\w+|ago|yesterday|that day|one day|back then|when (?:i|we)|which was"
                    + "|we were|i was|got to|went|ended up"
                    + "|after the \\w+, we|every year|years later)\\b",
            CASE_INSENSITIVE);

    /// An assistant sums up what was decided with it; what it would do itself decides nothing.
    private static final Pattern SUMMED_UP = Pattern.compile(
            "^(?:(?:so|ok|okay|great|good|noted|to sum up|as a recap|alright)[,:!]? ){0,2}(?:we|you)(?:'ve"
                    + "| have)? (?:decided|agreed) (?:to|on|that|against)\\b",
            CASE_INSENSITIVE);

    /// Says nothing without the sentences before it, and mostly agrees with what an assistant proposes.
    private static final Pattern EMPTY = Pattern.compile(
            "with (?:it|that|this|them|these|those|all|both|you|me|him|her|us|the flow|my|our|your|his|friends"
                    + "|family|someone|mum|mom|dad)\\b|with [^.]{1,30} to\\b",
            CASE_INSENSITIVE);

    private static final Pattern OPEN = Pattern.compile(
            "\\b(?:until|once|before|when|after|as soon as|had|'d|not|never|did|didn't|why|how)\\b[^,]*$",
            CASE_INSENSITIVE);

    @Override
    public List<Found> in(Sentence it, Writer writer) {
        Matcher decided = decided(it, writer);
        return decided != null && isStatement(it, decided)
                ? List.of(new Found(MemoryType.DECISION, it, Dates.placed(it, writer)))
                : List.of();
    }

    private static @Nullable Matcher decided(Sentence it, Writer writer) {
        Matcher stands = (writer.isPerson() ? STANDS : SUMMED_UP).matcher(it.shadow());
        if (stands.find()) {
            return stands;
        }
        Matcher made = WAS_MADE.matcher(it.shadow());
        return writer.isPerson() && made.find() && !STORY.matcher(it.shadow()).find() ? made : null;
    }

    private static boolean isStatement(Sentence it, Matcher decided) {
        Matcher empty = EMPTY.matcher(it.shadow())
                .region(Math.max(0, decided.end() - 4), it.shadow().length());
        return !it.isQuestion()
                && !empty.lookingAt()
                && !Doubts.isConditional(it)
                && !Doubts.isCancelled(it)
                && !Doubts.isForeignOrGuessed(it, decided.start())
                && !OPEN.matcher(it.shadow().substring(0, decided.start())).find();
    }
}
