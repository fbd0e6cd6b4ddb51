package io.omne.conversations.adapter.rules;

import io.omne.conversations.adapter.rules.text.Mark;
import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.conversations.adapter.rules.text.SentenceReader;
import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.Quote;
import io.omne.conversations.application.extractor.TranscriptMessage;
import io.omne.memory.MemoryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the memories of one message.
final class MessageReader {

    /// In the order of their claim to a sentence: "I'll call the dentist tomorrow" is a task and no
    /// appointment.
    private static final List<Family> FAMILIES =
            List.of(new Reminders(), new Decisions(), new Tasks(), new Contacts(), new Meetings(), new OwnFacts());

    /// A task or a decision with such a word is not understood without the sentence before.
    private static final Pattern POINTER = Pattern.compile(
            "\\b(?:it|that|this|them|these|those|him|her|there|he|she|they)\\b(?! (?:morning|afternoon|evening"
                    + "|week|weekend|month|year)\\b)",
            Pattern.CASE_INSENSITIVE);

    private final TranscriptMessage message;
    private final Writer writer;
    private final CodePoints points;
    private final List<ExtractedMemory> memories = new ArrayList<>();

    MessageReader(TranscriptMessage message) {
        this.message = message;
        this.writer = Writer.of(message);
        this.points = new CodePoints(message.content());
    }

    /// @param before the message before this one; null if there is none
    List<ExtractedMemory> read(@Nullable TranscriptMessage before) {
        List<Sentence> sentences = SentenceReader.read(message.content());
        int telling = Guards.telling(sentences, writer);
        for (int i = 0; i < telling; i++) {
            Sentence it = sentences.get(i);
            if (it.mark() != Mark.DONE_BOX && Guards.isEnglish(it) && !isTakenBack(sentences, i)) {
                boolean isAnswer = i == 0 && before != null && answer(before, it);
                if (!isAnswer) {
                    Sentence previous = i > 0 && it.follows() ? sentences.get(i - 1) : null;
                    add(it, previous);
                }
            }
        }
        return memories;
    }

    private static boolean isTakenBack(List<Sentence> sentences, int i) {
        return i + 1 < sentences.size() && Guards.takesBack(sentences.get(i + 1));
    }

    private void add(Sentence it, @Nullable Sentence previous) {
        Sentence statement = Questions.statement(it);
        if (!addFirst(it, previous) && statement != null) {
            addFirst(statement, previous);
        }
    }

    private boolean addFirst(Sentence it, @Nullable Sentence previous) {
        for (Family family : FAMILIES) {
            List<Found> found = family.in(it, writer);
            found.forEach(one -> add(one, previous));
            if (!found.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void add(Found found, @Nullable Sentence previous) {
        Sentence said = found.said();
        boolean needsMore = found.type() != MemoryType.NOTE
                && previous != null
                && !previous.isQuestion()
                && POINTER.matcher(said.shadow()).find();
        int start = needsMore && previous != null ? previous.start() : said.start();
        Quote quote = quote(start, said.end());
        String content = writer.name() + ": " + quote.text();
        memories.add(new ExtractedMemory(found.type(), content, found.at(), List.of(quote), found.fact(), List.of()));
    }

    /// Adds an appointment if this is the answer to a question for its time.
    private boolean answer(TranscriptMessage before, Sentence it) {
        Writer asking = Writer.of(before);
        List<Sentence> asked = SentenceReader.read(before.content());
        if (asked.isEmpty()
                || !writer.isPerson()
                || !asking.isPerson()
                || asking.name().equals(writer.name())) {
            return false;
        }
        Sentence question = asked.getLast();
        Instant at = Answers.to(question, it, writer);
        if (at != null) {
            String content = asking.name() + ": " + question.text() + " " + writer.name() + ": " + it.text();
            List<Quote> quotes = List.of(quote(it.start(), it.end()));
            memories.add(new ExtractedMemory(MemoryType.MEETING, content, at, quotes, null, List.of()));
        }
        return at != null;
    }

    private Quote quote(int start, int end) {
        String text = message.content().substring(start, end);
        return new Quote(message.id(), points.before(start), points.before(end), text);
    }
}
