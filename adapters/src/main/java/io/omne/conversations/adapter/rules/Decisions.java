package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.memory.MemoryType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decisions: "we decided to", "we'll go with", "Decision: ".
final class Decisions implements Family {

    private static final String WE = "\\b(?:we|i|the (?:team|board|family|committee|group|council))";
    private static final String ADVERBS =
            "(?: (?:all|both|just|now|finally|also|already|then|therefore|unanimously)){0,2}";
    private static final String VERBS = "(?:decided|agreed|opted|settled)" + ADVERBS
            + "(?: (?:to|on|that|against|not|for|in favou?r|upon)\\b|,? we|:)";

    private static final Pattern DECIDED = Pattern.compile(
            WE + "(?:'ve| have|'d| had)?" + ADVERBS + " " + VERBS
                    + "|\\b(?:we're|we are|we'll|we will|i'm|i am|i'll|i will|let's)" + ADVERBS
                    + " (?:going to )?(?:go|going) with\\b"
                    + "|\\b(?:we're|we are|we'll|i'm|i'll) (?:stick|sticking|stay|staying) with\\b"
                    + "|\\bit (?:was|is|has been|'s been)(?: been)? (?:decided|agreed) (?:that|to)\\b"
                    + "|\\b(?:we|i)(?:'ve)? (?:chose|chosen|picked)\\b"
                    + "|\\bthe (?:final )?decision (?:is|was) (?:to|that)\\b"
                    + "|^(?:ok[,:]? )?(?:final )?(?:decision|decided|agreed):\\s*\\S",
            CASE_INSENSITIVE);

    /// An assistant sums up what was decided with it; what it would do itself decides nothing.
    private static final Pattern SUMMED_UP = Pattern.compile(
            "\\b(?:we|you)(?:'ve| have)? (?:decided|agreed) (?:to|on|that|against)\\b", CASE_INSENSITIVE);

    private static final Pattern OPEN = Pattern.compile(
            "\\b(?:until|once|before|when|after|as soon as|had|'d|not|never|did|didn't|why|how)\\b[^,]*$",
            CASE_INSENSITIVE);

    private static final Pattern HAD = Pattern.compile("(?:'d| had)\\b", CASE_INSENSITIVE);

    @Override
    public List<Found> in(Sentence it, Writer writer) {
        Matcher decided = (writer.isPerson() ? DECIDED : SUMMED_UP).matcher(it.shadow());
        return decided.find() && isStatement(it, decided)
                ? List.of(new Found(MemoryType.DECISION, it, Dates.of(it, writer)))
                : List.of();
    }

    private static boolean isStatement(Sentence it, Matcher decided) {
        return !it.isQuestion()
                && !Doubts.isConditional(it)
                && !Doubts.isCancelled(it)
                && !Doubts.isForeignOrGuessed(it, decided.start())
                && !HAD.matcher(decided.group()).find()
                && !OPEN.matcher(it.shadow().substring(0, decided.start())).find();
    }
}
