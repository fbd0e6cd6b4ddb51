package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.conversations.domain.PromptInjection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decides which sentences of a message may tell something at all.
final class Guards {

    private static final Pattern NOT_MEANT = Pattern.compile(
            "\\b(?:just kidding|only kidding|jk|just joking|as a joke)\\b|(?:^|\\s)/s(?:\\s|$)", CASE_INSENSITIVE);

    /// What follows is a text to work on, or a story, and nobody's statement.
    private static final Pattern MATERIAL = Pattern.compile(
            "^(?:(?:please|now|then|ok|hey|can you|could you|would you|help me|let's|lets)[, ]+){0,3}"
                    + "(?:translate|rewrite|rephrase|reword|paraphrase|proofread|summari[sz]e|correct"
                    + "|fix the (?:grammar|spelling|text)"
                    + "|imagine|pretend|suppose|assume|what if|role-?play|act as|let's say|say i\\b"
                    + "|complete (?:this|the)"
                    + "|(?:write|draft|compose|generate|give|make|create) (?:me |us )?(?:up )?(?:an? |the "
                    + "|some )?(?:\\w+ ){0,2}"
                    + "(?:story|poem|letter|dialog(?:ue)?|song|essay|tweet|post|joke|scene|script|example"
                    + "|sentences?|function"
                    + "|code|bio|profile|e-?mail (?:saying|that|in which)))\\b",
            CASE_INSENSITIVE);

    /// What an assistant writes for somebody to send says nothing of its own.
    private static final Pattern DRAFT = Pattern.compile(
            "^(?:dear|subject:|hi \\[)|\\b(?:best|kind|warm) regards\\b|\\bsincerely\\b|\\b(?:draft|template"
                    + "|sample|example)\\b|\\[your name",
            CASE_INSENSITIVE);

    private static final Pattern TAKEN_BACK = Pattern.compile(
            "(?:actually |no,? |oh )?(?:scrap|forget|cancel|ignore|strike|scratch) (?:that|it|this)\\b"
                    + "|never ?mind\\b|on second thoughts?\\b|i take that back",
            CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("[\\p{L}']+");

    /// Small words of other languages and of English: a sentence with more of the first kind is none of
    /// English.
    private static final Set<String> FOREIGN = Set.of("""
            um uhr und der die das ist ich wir mit nicht ein eine zu im den le les des est avec pour nous je \
            une du et la el los las con para es y una por che di il per non een het niet wij op met och att \
            som inte os com não na się jest""".split(" "));

    private static final Set<String> ENGLISH = Set.of("""
            the is and to of i'm i'll my we you at with that for on it are have by from our your we'll \
            tomorrow today not don't live work was will""".split(" "));

    private Guards() {}

    /// How many of the first sentences may tell something.
    static int telling(List<Sentence> sentences, Writer writer) {
        int material = sentences.size();
        for (int i = sentences.size() - 1; i >= 0; i--) {
            String text = sentences.get(i).shadow();
            boolean isDraft = !writer.isPerson() && DRAFT.matcher(text).find();
            if (isDraft
                    || PromptInjection.overridesInstructions(text)
                    || NOT_MEANT.matcher(text).find()) {
                return 0;
            }
            if (MATERIAL.matcher(text).lookingAt()) {
                material = i;
            }
        }
        return material;
    }

    /// Whether a sentence takes back the one before it.
    static boolean takesBack(Sentence it) {
        return TAKEN_BACK.matcher(it.shadow()).lookingAt();
    }

    static boolean isEnglish(Sentence sentence) {
        int foreign = 0;
        for (Matcher it = WORD.matcher(sentence.shadow()); it.find(); ) {
            String word = it.group();
            if (ENGLISH.contains(word.toLowerCase(Locale.ROOT))) {
                foreign--;
            } else if (FOREIGN.contains(word)) {
                foreign++;
            }
        }
        return foreign <= 0;
    }
}
