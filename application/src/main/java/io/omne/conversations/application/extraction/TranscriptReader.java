package io.omne.conversations.application.extraction;

import static java.util.Objects.requireNonNullElse;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.Role;
import io.omne.conversations.api.NewMessage;
import io.omne.conversations.application.extractor.Transcript;
import io.omne.conversations.application.extractor.TranscriptMessage;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.MemoryId;
import io.omne.memory.api.FindMemories;
import io.omne.memory.api.FindMemories.FoundMemories;
import io.omne.memory.api.MemoryView;
import io.omne.validation.InvalidValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the messages of a claim, with a few messages before them. Blocks.
@Component
class TranscriptReader {

    /// How many messages before the new ones are read.
    private static final int CONTEXT = 6;

    /// How long the messages are together that are read at once, about 8,000 tokens of a language model: half as long
    /// after each failed attempt. One message may be longer.
    private static final int MOST_CHARACTERS = 32_000;

    private static final Comparator<TranscriptMessage> ORDER = Comparator.<TranscriptMessage, Instant>comparing(
                    it -> it.sentAt().toInstant())
            .thenComparing(it -> it.id().toString());

    private final QueryGateway memories;
    private final UnextractedMessages messages;

    TranscriptReader(QueryGateway memories, UnextractedMessages messages) {
        this.memories = memories;
        this.messages = messages;
    }

    /// The transcript, with the claim of the messages that are in it: if they are long together, the last ones are left
    /// for later. Empty if all messages have been deleted.
    Optional<ClaimedTranscript> read(ClaimedConversation claimed) {
        List<TranscriptMessage> all = find(claimed.key(), claimed.messages());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<TranscriptMessage> fresh =
                claimed.found() == null ? first(all, MOST_CHARACTERS >> Math.min(claimed.attempts(), 10)) : all;
        TranscriptMessage first = fresh.getFirst();
        List<MemoryId> before = messages.before(claimed.key(), first.sentAt().toInstant(), first.id(), CONTEXT);
        Set<MemoryId> later = all.subList(fresh.size(), all.size()).stream()
                .map(TranscriptMessage::id)
                .collect(Collectors.toSet());
        return Optional.of(
                new ClaimedTranscript(claimed.without(later), new Transcript(find(claimed.key(), before), fresh)));
    }

    /// As many messages as are not longer together; at least one.
    private static List<TranscriptMessage> first(List<TranscriptMessage> messages, int characters) {
        int size = 1;
        int length = messages.getFirst().content().length();
        while (size < messages.size() && length + messages.get(size).content().length() <= characters) {
            length += messages.get(size++).content().length();
        }
        return messages.subList(0, size);
    }

    private List<TranscriptMessage> find(ConversationKey key, List<MemoryId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        FoundMemories found =
                Uninterruptibles.await(() -> memories.query(new FindMemories(key.owner(), ids), FoundMemories.class));
        return found.memories().stream()
                .map(TranscriptReader::message)
                .sorted(ORDER)
                .toList();
    }

    private static TranscriptMessage message(MemoryView view) {
        Instant sentAt = requireNonNullElse(view.occurredAt(), view.createdAt());
        return new TranscriptMessage(
                new MemoryId(view.id()),
                role(text(view, NewMessage.ROLE)),
                speaker(text(view, NewMessage.SPEAKER)),
                view.content(),
                sentAt.atOffset(offset(text(view, NewMessage.SENT_AT))));
    }

    private static @Nullable String text(MemoryView view, String name) {
        return view.metadata().get(name) instanceof String text ? text : null;
    }

    /// A memory of a chat that was not added as a message may have no role.
    private static Role role(@Nullable String text) {
        return Stream.of(Role.values())
                .filter(it -> it.text().equals(text))
                .findFirst()
                .orElse(Role.USER);
    }

    /// The metadata of a memory may have been edited since.
    private static @Nullable String speaker(@Nullable String text) {
        try {
            return text == null ? null : NewMessage.checkSpeaker(text);
        } catch (InvalidValue e) {
            return null;
        }
    }

    private static ZoneOffset offset(@Nullable String sentAt) {
        if (sentAt == null) {
            return ZoneOffset.UTC;
        }
        try {
            return OffsetDateTime.parse(sentAt).getOffset();
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
