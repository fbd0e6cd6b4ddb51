package io.omne.conversations.application.extraction;

import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.Quote;
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

    private MemoryOfExtraction() {}

    static NewMemory of(ClaimedConversation claimed, ExtractedMemory it) {
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
                new Origin(MemorySource.AI_EXTRACTED, null, claimed.key().id()),
                new UniqueKey(scope(claimed), name(claimed, it), ""));
    }

    /// Differs from the scope of the messages, whose names are the clients' choice.
    private static UUID scope(ClaimedConversation claimed) {
        return UUID.nameUUIDFromBytes(("extracted " + claimed.key().id()).getBytes(StandardCharsets.US_ASCII));
    }

    /// The same words are stored once, until the conversation is deleted.
    private static String name(ClaimedConversation claimed, ExtractedMemory it) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((claimed.deletions() + "\n" + it.type() + "\n" + it.occurredAt() + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] hash = digest.digest(it.content().strip().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
