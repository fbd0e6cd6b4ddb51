package io.omne.conversations.adapter.rules;

import io.omne.access.UserId;
import io.omne.conversations.Role;
import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.ExtractionRequest;
import io.omne.conversations.application.extractor.Transcript;
import io.omne.conversations.application.extractor.TranscriptMessage;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Messages for tests, all of Wednesday, 4 March 2026, and what the rules read in them.
final class Talk {

    static final OffsetDateTime SENT = OffsetDateTime.parse("2026-03-04T10:00:00+01:00");

    private Talk() {}

    static List<ExtractedMemory> of(TranscriptMessage... messages) {
        return read(new Transcript(List.of(), List.of(messages)));
    }

    static List<ExtractedMemory> read(Transcript transcript) {
        var request = new ExtractionRequest(new UserId(new UUID(0, 1)), transcript, List.of());
        return new RulesExtractor().extract(request).memories();
    }

    /// What Anna tells with this.
    static List<ExtractedMemory> anna(String content) {
        return of(message("Anna", content));
    }

    static List<MemoryType> types(String content) {
        return anna(content).stream().map(ExtractedMemory::type).toList();
    }

    static ExtractedMemory only(String content) {
        List<ExtractedMemory> memories = anna(content);
        if (memories.size() != 1) {
            throw new AssertionError("expected one memory of \"" + content + "\", found " + memories);
        }
        return memories.getFirst();
    }

    static TranscriptMessage message(@Nullable String speaker, String content) {
        return message(Role.USER, speaker, content);
    }

    static TranscriptMessage message(Role role, @Nullable String speaker, String content) {
        return new TranscriptMessage(new MemoryId(new UUID(0, content.hashCode())), role, speaker, content, SENT);
    }
}
