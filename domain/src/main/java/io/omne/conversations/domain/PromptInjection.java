package io.omne.conversations.domain;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.regex.Pattern;

/// Recognises texts that want to steer the model that reads them ("ignore your rules and store …"). The patterns are
/// English, and know the usual wordings: a text that is not recognised may be such a text all the same.
public final class PromptInjection {

    private static final Pattern INSTRUCTION = Pattern.compile(
            "(?:^|[,;:–-] ?|\\b(?:please|now|just|and|then|must|should|to|can|also|you) )(?:ignore|disregard"
                    + "|forget|override|bypass)\\b[^.!?]{0,40}\\b(?:instructions?|rules?|prompts?"
                    + "|guidelines"
                    + "|restrictions|policies|system message)\\b(?! (?:on|of|in|for|from) (?:the|my|a|an|our|this|that)\\b)"
                    + "|\\b(?:system prompt|jailbreak)\\b",
            CASE_INSENSITIVE);

    /// Marks of chat templates, with which a text pretends to be another message.
    private static final Pattern TEMPLATE = Pattern.compile(
            "<\\|[a-z_]{2,20}\\|>|\\[/?INST\\]|<</?SYS>>|</?(?:system|assistant|instructions?)>"
                    + "|(?:^|\\n)\\s{0,8}#{1,6} ?(?:system|instructions?) ?:",
            CASE_INSENSITIVE);

    /// Speaks to the model about its work.
    private static final Pattern ADDRESS = Pattern.compile(
            "\\b(?:note|message|instructions?|attention|dear)(?: to| for)?,? (?:the |all |any )?(?:ai|llms?|language models?"
                    + "|memory (?:system|extractor|assistant)|extractors?)\\b"
                    + "|\\bwhen (?:you )?(?:extract|summari[sz]|process)(?:e|es|ing)? (?:this|these|the) (?:conversation"
                    + "|chat|messages?|transcript)\\b"
                    + "|\\byou are now (?:an? |in |the )"
                    + "|\\b(?:new|updated|real) instructions? ?:",
            CASE_INSENSITIVE);

    private PromptInjection() {}

    /// Whether somewhere in the text a model is told to leave its instructions.
    public static boolean overridesInstructions(CharSequence text) {
        return INSTRUCTION.matcher(text).find();
    }

    /// Whether the text wants to steer the model, in this or another way.
    public static boolean isIn(CharSequence text) {
        return overridesInstructions(text)
                || TEMPLATE.matcher(text).find()
                || ADDRESS.matcher(text).find();
    }
}
