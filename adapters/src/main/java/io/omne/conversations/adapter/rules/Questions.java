package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sentences that state something and then ask: "I've decided on SQLite, can you help me set it up?"
final class Questions {

    private static final String ASKING =
            "(?:can|could|would|will|do|does|did|what|how|is|are|should|which|where|when|why|who|any|may|shall"
                    + "|have|has)";

    private static final Pattern TAIL = Pattern.compile(
            "\\s*(?:[,;]| -| –)\\s*(?:so |and |but |also |then ){0,2}(?:" + ASKING
                    + "|what's|how's|is there|any idea)\\s",
            CASE_INSENSITIVE);

    private static final Pattern ASKS = Pattern.compile(
            "^(?:(?:so|and|but|hey|hmm|ok|well)[, ]+)*(?:" + ASKING + "|if|say|am|was|were)\\b", CASE_INSENSITIVE);

    private Questions() {}

    /// What a question states before it asks; null if it only asks.
    static @Nullable Sentence statement(Sentence it) {
        Matcher tail = TAIL.matcher(it.shadow());
        boolean states = it.isQuestion() && !ASKS.matcher(it.shadow()).find() && tail.find() && tail.start() > 0;
        return states ? it.part(0, tail.start()) : null;
    }
}
