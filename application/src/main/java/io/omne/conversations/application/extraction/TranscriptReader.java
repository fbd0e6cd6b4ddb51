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
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the messages of a claim, with a few messages before them. Blocks.
@Component
class TranscriptReader {

    /// How many messages before the new ones are read.
    private static final int CONTEXT = 6;

    private static final Comparator<TranscriptMessage> ORDER = Comparator.<TranscriptMessage, Instant>comparing(
                    it -> it.sentAt().toInstant())
            .thenComparing(it -> it.id().toString());

    private final QueryGateway memories;
    private final UnextractedMessages messages;

    TranscriptReader(QueryGateway memories, UnextractedMessages messages) {
        this.memories = memories;
        this.messages = messages;
    }

    /// The transcript; empty if all its messages have been deleted.
    Optional<Transcript> read(ClaimedConversation claimed) {
        List<TranscriptMessage> fresh = find(claimed.key(), claimed.messages());
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        TranscriptMessage first = fresh.getFirst();
        List<MemoryId> before = messages.before(claimed.key(), first.sentAt().toInstant(), first.id(), CONTEXT);
        return Optional.of(new Transcript(find(claimed.key(), before), fresh));
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
