package io.omne.conversations.application.extraction;

import io.omne.conversations.ConversationKey;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.api.NewMemory;
import io.omne.memory.api.NewMemory.UniqueKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// Makes memories of what was extracted.
final class MemoryOfExtraction {

    /// The scope of the keys of extracted memories: the same words are stored once for each user.
    private static final UUID SCOPE = UUID.fromString("8f0e6c1a-3d0b-4f6f-9a55-3c1f5f0b7a21");

    private MemoryOfExtraction() {}

    static NewMemory of(ConversationKey conversation, ExtractedMemory it) {
        List<MemoryId> messages = it.quotes().stream()
                .map(Quote::message)
                .distinct()
                .limit(RelatedMemories.MAX_COUNT)
                .toList();
        var details = new Details(
                it.type(), null, Tags.NONE, Metadata.NONE, it.occurredAt(), new RelatedMemories(messages), null);
        return new NewMemory(
                Content.of(it.content()),
                details,
                new Origin(MemorySource.AI_EXTRACTED, null, conversation.id()),
                new UniqueKey(SCOPE, name(it), ""));
    }

    private static String name(ExtractedMemory it) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((it.type() + "\n" + it.occurredAt() + "\n").getBytes(StandardCharsets.US_ASCII));
            byte[] hash = digest.digest(it.content().strip().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
