package io.omne.conversations.adapter.openai;

import io.omne.conversations.adapter.openai.AnsweredMemories.Item;
import io.omne.conversations.adapter.openai.AnsweredMemories.Source;
import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.KnownMemory;
import io.omne.conversations.application.extractor.LeftOut;
import io.omne.conversations.application.extractor.Quote;
import io.omne.conversations.application.extractor.TranscriptMessage;
import io.omne.memory.Content;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryType;
import io.omne.validation.InvalidValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the memories of an answer. An item that is not as it should be is left out, with the reason.
final class AnswerReader {

    /// Far more than a batch of messages tells. Further items are not read.
    static final int MOST_ITEMS = 100;

    /// Far more than a memory needs.
    private static final int MOST_SOURCES = 20;

    /// A memory is a sentence or a few.
    private static final int MOST_CHARACTERS = 4_000;

    private final Prompt prompt;
    private final DetailCheck details;

    AnswerReader(Prompt prompt) {
        this.prompt = prompt;
        this.details = new DetailCheck(prompt.messages());
    }

    /// @param items null for those that are not of the form of an item
    ExtractionResult read(List<@Nullable Item> items) {
        var memories = new ArrayList<ExtractedMemory>();
        var leftOut = new ArrayList<LeftOut>();
        for (Item item : items.subList(0, Math.min(items.size(), MOST_ITEMS))) {
            try {
                memories.add(memory(item));
            } catch (ItemLeftOut e) {
                leftOut.add(e.reason());
            }
        }
        if (items.size() > MOST_ITEMS) {
            leftOut.add(LeftOut.TOO_MANY);
        }
        return new ExtractionResult(memories, leftOut);
    }

    private ExtractedMemory memory(@Nullable Item item) {
        if (item == null
                || item.text() == null
                || item.text().isBlank()
                || item.type() == null
                || !AnsweredMemories.TYPES.contains(item.type())) {
            throw new ItemLeftOut(LeftOut.INVALID_ITEM);
        }
        String text = allowed(item.text().strip());
        List<@Nullable Source> sources = Objects.requireNonNullElse(item.sources(), List.of());
        if (sources.isEmpty() || sources.size() > MOST_SOURCES) {
            throw new ItemLeftOut(LeftOut.WRONG_QUOTE);
        }
        List<TranscriptMessage> quoted = sources.stream().map(this::message).toList();
        if (!quoted.stream().allMatch(TranscriptMessage::isSaid)) {
            throw new ItemLeftOut(LeftOut.NOT_SAID);
        }
        var quotes = new ArrayList<Quote>();
        for (int i = 0; i < quoted.size(); i++) {
            quotes.add(Quotes.find(
                            quoted.get(i),
                            Objects.requireNonNull(sources.get(i)).quote())
                    .orElseThrow(() -> new ItemLeftOut(LeftOut.WRONG_QUOTE)));
        }
        if (!details.isSaid(text)) {
            throw new ItemLeftOut(LeftOut.INVENTED_DETAIL);
        }
        return new ExtractedMemory(
                MemoryType.valueOf(item.type().toUpperCase(Locale.ROOT)),
                text,
                occurredAt(item.occurredAt(), quoted.getLast()),
                quotes,
                null,
                superseded(item));
    }

    private static String allowed(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new ItemLeftOut(LeftOut.NOT_ALLOWED);
        }
        try {
            return Content.of(text).text();
        } catch (InvalidValue e) {
            throw new ItemLeftOut(LeftOut.NOT_ALLOWED);
        }
    }

    private TranscriptMessage message(@Nullable Source source) {
        Integer number = source == null ? null : source.message();
        if (number == null || number < 1 || number > prompt.messages().size()) {
            throw new ItemLeftOut(LeftOut.UNKNOWN_MESSAGE);
        }
        return prompt.messages().get(number - 1);
    }

    private static @Nullable Instant occurredAt(@Nullable String text, TranscriptMessage message) {
        return text == null
                ? null
                : AnsweredTime.read(text, message.sentAt().getOffset())
                        .orElseThrow(() -> new ItemLeftOut(LeftOut.INVALID_TIME));
    }

    private List<MemoryId> superseded(Item item) {
        return Objects.requireNonNullElse(item.supersedes(), List.<@Nullable Integer>of()).stream()
                .map(this::known)
                .distinct()
                .toList();
    }

    private MemoryId known(@Nullable Integer number) {
        List<KnownMemory> known = prompt.known();
        if (number == null || number < 1 || number > known.size()) {
            throw new ItemLeftOut(LeftOut.UNKNOWN_MEMORY);
        }
        return known.get(number - 1).id();
    }
}
