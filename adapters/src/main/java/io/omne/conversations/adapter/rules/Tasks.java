package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Mark;
import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.memory.MemoryType;
import java.util.List;
import java.util.regex.Pattern;

/// Tasks: open boxes of lists, "TODO:", "remind me to", promises, duties and requests.
final class Tasks implements Family {

    private static final Pattern TODO =
            Pattern.compile("^(?:to-?do|action items?|tasks?)s?\\s*:\\s*[^\\s*]", CASE_INSENSITIVE);

    private static final Pattern REMIND = Pattern.compile(
            "^(?:(?:please )?set (?:me )?(?:a|an) (?:reminder|alarm)\\b.{0,40}(?:\\bto\\b|:)|(?:(?:hey|ok|hi"
                    + "|and|also|please|pls|can you|could you"
                    + "|would you)[, ]+){0,3}(?:please )?remind (?:me|us) (?:(?:again )?(?:to|that|about|of)"
                    + "|(?:tomorrow|tonight|on|at|in|next|this)\\b.{1,40} (?:to|about|that))\\b)",
            CASE_INSENSITIVE);

    private final Family promises = new Promises();
    private final Family requests = new Requests();

    @Override
    public List<Found> in(Sentence it, Writer writer) {
        if (!writer.isPerson()) {
            return List.of();
        }
        boolean isListed =
                it.mark() == Mark.OPEN_BOX || TODO.matcher(it.shadow()).lookingAt();
        if (isListed || REMIND.matcher(it.shadow()).lookingAt()) {
            return List.of(new Found(MemoryType.TASK, it, Dates.of(it, writer)));
        }
        List<Found> promised = promises.in(it, writer);
        return promised.isEmpty() ? requests.in(it, writer) : promised;
    }
}
