package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import io.omne.memory.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What people tell of themselves: where they live and work, what they like, may not eat, and are called.
///
/// These are notes. An insight is what is concluded from several memories, and a preference is said in one
/// sentence.
///
/// A sentence is one memory, unless a part of it gives a value that a later one can take the place of: then
/// each part is one, so that the other parts stay when it is replaced.
final class OwnFacts implements Family {

    private static final Pattern JOINT = Pattern.compile(
            "(?:,? (?:and|but)|,|;) (?=(?:i|i'm|my|we|we're|by the way|so|btw)\\b)|; | - | – ", CASE_INSENSITIVE);

    private static final Pattern TRAILING = Pattern.compile("[\\s,;]+$");

    @Override
    public List<Found> in(Sentence it, Writer writer) {
        if (!writer.isPerson() || it.isQuestion() || Doubts.isJoke(it) || Doubts.isConditional(it)) {
            return List.of();
        }
        var parts = new ArrayList<Found>();
        for (Sentence part : parts(it)) {
            add(part, writer, parts);
        }
        boolean isWhole = !parts.isEmpty() && parts.stream().allMatch(part -> part.fact() == null);
        return isWhole ? List.of(new Found(MemoryType.NOTE, it, null)) : parts;
    }

    private static void add(Sentence part, Writer writer, List<Found> found) {
        boolean isStatement = !Doubts.isCancelled(part) && !Doubts.isQualified(part);
        if (isStatement) {
            Fact fact = SingleValues.in(part, writer);
            if (fact != null || OwnWords.areIn(part)) {
                found.add(new Found(MemoryType.NOTE, part, null, fact));
            }
        }
    }

    private static List<Sentence> parts(Sentence it) {
        var parts = new ArrayList<Sentence>();
        int from = 0;
        for (Matcher joint = JOINT.matcher(it.shadow()); joint.find(); from = joint.end()) {
            parts.add(part(it, from, joint.start()));
        }
        parts.add(from == 0 ? it : part(it, from, it.shadow().length()));
        return parts;
    }

    private static Sentence part(Sentence it, int from, int to) {
        Matcher end = TRAILING.matcher(it.shadow()).region(from, Math.max(from, to));
        return it.part(from, end.find() ? end.start() : Math.max(from, to));
    }
}
