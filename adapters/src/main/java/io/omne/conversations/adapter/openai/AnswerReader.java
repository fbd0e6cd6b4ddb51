package io.omne.conversations.adapter.openai;

import io.omne.conversations.adapter.openai.AnsweredMemories.Item;
import io.omne.conversations.adapter.openai.AnsweredMemories.Source;
import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.KnownMemory;
import io.omne.conversations.application.extractor.LeftOut;
import io.omne.conversations.application.extractor.Quote;
import io.omne.conversations.application.extractor.TranscriptMessage;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the memories of an answer. An item that is not as it should be is left out, with the reason.
final class AnswerReader {

    /// Far more than a batch of messages tells.
    static final int MOST_ITEMS = 100;

    private final Prompt prompt;

    AnswerReader(Prompt prompt) {
        this.prompt = prompt;
    }

    ExtractionResult read(AnsweredMemories answer) {
        List<@Nullable Item> items = Objects.requireNonNullElse(answer.memories(), List.of());
        var memories = new ArrayList<ExtractedMemory>();
        var leftOut = new ArrayList<LeftOut>();
        for (Item item : items) {
            try {
                if (memories.size() == MOST_ITEMS) {
                    throw new ItemLeftOut(LeftOut.TOO_MANY);
                }
                memories.add(memory(item));
            } catch (ItemLeftOut e) {
                leftOut.add(e.reason());
            }
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
        List<@Nullable Source> sources = Objects.requireNonNullElse(item.sources(), List.of());
        if (sources.isEmpty()) {
            throw new ItemLeftOut(LeftOut.WRONG_QUOTE);
        }
        List<TranscriptMessage> quoted = sources.stream().map(this::message).toList();
        if (quoted.stream().noneMatch(Prompt::isSaid)) {
            throw new ItemLeftOut(LeftOut.NOT_SAID);
        }
        var quotes = new ArrayList<Quote>();
        for (int i = 0; i < quoted.size(); i++) {
            quotes.add(Quotes.find(
                            quoted.get(i),
                            Objects.requireNonNull(sources.get(i)).quote())
                    .orElseThrow(() -> new ItemLeftOut(LeftOut.WRONG_QUOTE)));
        }
        if (!Details.standIn(item.text(), prompt.messages())) {
            throw new ItemLeftOut(LeftOut.INVENTED_DETAIL);
        }
        return new ExtractedMemory(
                MemoryType.valueOf(item.type().toUpperCase(Locale.ROOT)),
                item.text().strip(),
                occurredAt(item.occurredAt(), quoted.getLast()),
                quotes,
                null,
                superseded(item));
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

    /// Ends the reading of one item.
    private static final class ItemLeftOut extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final LeftOut reason;

        ItemLeftOut(LeftOut reason) {
            super(reason.text(), null, false, false);
            this.reason = reason;
        }

        LeftOut reason() {
            return reason;
        }
    }
}
