package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import io.omne.memory.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Contacts: people with a phone number, a mail address or a role.
///
/// A new number takes the place of the old one only for the speaker, and for people with a full name: there
/// may be two Toms. A sentence with both a number and an address replaces neither.
final class Contacts implements Family {

    private static final Pattern OWN = Pattern.compile(
            "\\bmy (?<which>(?:new |current |work |office |private |home |mobile |cell |personal |business ){0,2})"
                    + "(?:phone|cell|mobile|number|e-?mail|mail|tel)(?: ?(?:number|address))?(?: is(?: now)?|'s"
                    + "|:| changed to)\\s",
            CASE_INSENSITIVE);

    private static final Pattern ANOTHER = Pattern.compile(
            "\\b(?:another|second|other|also|alternative(?:ly)?|old|former|backup|or|fake)\\b", CASE_INSENSITIVE);

    @Override
    public List<Found> in(Sentence it, Writer writer) {
        if (!writer.isPerson() || it.isQuestion() || Doubts.isConditional(it) || Doubts.isCancelled(it)) {
            return List.of();
        }
        Reach reach = Reach.in(it);
        if (reach == null) {
            return People.isIntroducedIn(it) ? List.of(new Found(MemoryType.CONTACT, it, null)) : List.of();
        }
        Matcher own = OWN.matcher(it.shadow());
        if (own.find() && own.end() <= reach.start()) {
            return found(it, reach, writer.subject(), own.group("which"));
        }
        String name = People.named(it, reach.start());
        return name == null ? List.of() : found(it, reach, name.contains(" ") ? name : null, "");
    }

    private static List<Found> found(Sentence it, Reach reach, @Nullable String subject, String which) {
        boolean isOnly =
                reach.attribute() != null && !ANOTHER.matcher(it.shadow()).find();
        if (Doubts.isForeignOrGuessed(it, reach.start())) {
            return List.of();
        }
        Fact fact = subject == null || !isOnly ? null : new Fact(lower(subject), kind(which) + reach.attribute());
        return List.of(new Found(MemoryType.CONTACT, it, null, fact));
    }

    /// People have a number for work and one for themselves at the same time.
    private static String kind(String which) {
        String kind = lower(which)
                .replaceAll("\\b(?:new|current|mobile|cell|personal|private)\\b", "")
                .strip();
        return kind.isEmpty() ? "" : kind + " ";
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
