package io.omne.conversations.api;

import io.omne.conversations.Role;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.api.NewMemory;
import io.omne.memory.api.NewMemory.UniqueKey;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.validation.TextRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message to be added to a conversation.
///
/// @param id unique in its conversation: 1 to 255 characters
/// @param speaker the name of who wrote it: 1 to {@value #LONGEST_SPEAKER} characters; null if it is not known
/// @param sentAt when it was sent; null if it is sent now
/// @param metadata has none of the names that a message sets itself: `role`, `speaker` and `sent_at`
public record NewMessage(
        SourceId id,
        Role role,
        @Nullable String speaker,
        Content content,
        @Nullable OffsetDateTime sentAt,
        Metadata metadata) {

    public static final int LONGEST_SPEAKER = 255;

    public static final String ROLE = "role";
    public static final String SPEAKER = "speaker";

    /// When the message was sent, with its offset from UTC. Only if that is not zero, because it is in
    /// `occurred_at` too.
    public static final String SENT_AT = "sent_at";

    /// @throws InvalidValue with the name that the field has on the wire
    public NewMessage {
        TextRules.checkNotBlank("id", id.text());
        if (speaker != null) {
            checkSpeaker(speaker);
        }
        checkMetadata(metadata);
        stored(metadata, role, speaker, sentAt); // must not be too large
    }

    // The checks of single fields, so that a request with several wrong ones can be told all of them. Each returns
    // its value.

    public static SourceId checkId(String text) {
        try {
            var id = new SourceId(text);
            TextRules.checkNotBlank("id", text);
            return id;
        } catch (InvalidValue e) {
            throw new InvalidValue("id", e.code(), String.valueOf(e.getMessage()));
        }
    }

    public static String checkSpeaker(String speaker) {
        TextRules.check(SPEAKER, speaker, LONGEST_SPEAKER);
        TextRules.checkNotBlank(SPEAKER, speaker);
        return speaker;
    }

    public static Metadata checkMetadata(Metadata metadata) {
        for (String name : new String[] {ROLE, SPEAKER, SENT_AT}) {
            if (metadata.values().containsKey(name)) {
                throw new InvalidValue(
                        "metadata." + name,
                        ErrorCode.UNUSABLE,
                        "is set by the field %s of the message".formatted(name));
            }
        }
        return metadata;
    }

    private static Metadata stored(
            Metadata sent, Role role, @Nullable String speaker, @Nullable OffsetDateTime sentAt) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(ROLE, role.text());
        if (speaker != null) {
            values.put(SPEAKER, speaker);
        }
        if (sentAt != null && !sentAt.getOffset().equals(ZoneOffset.UTC)) {
            values.put(SENT_AT, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(sentAt));
        }
        values.putAll(sent.values());
        return new Metadata(values);
    }

    /// The memory that the message becomes.
    NewMemory memory(UUID conversation) {
        var details = new Details(
                MemoryType.DEFAULT,
                null,
                Tags.NONE,
                stored(metadata, role, speaker, sentAt),
                sentAt == null ? null : sentAt.toInstant().truncatedTo(ChronoUnit.MICROS),
                RelatedMemories.NONE,
                null);
        return new NewMemory(
                content,
                details,
                new Origin(MemorySource.CHAT, id, conversation),
                new UniqueKey(conversation, id.text(), fingerprint()));
    }

    /// Of the role and the content: a client that sends its messages again may not know their times any more.
    private String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((role.text() + "\n").getBytes(StandardCharsets.US_ASCII));
            byte[] hash = digest.digest(content.text().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Shows the length and not the text, because a log must not contain what users store.
    @Override
    public String toString() {
        return "NewMessage[" + content + "]";
    }
}
