package io.omne.conversations.application.extraction;

import io.omne.conversations.application.extraction.ExtractedMemories.Latest;
import io.omne.conversations.application.extraction.ExtractedMemories.StoredSource;
import io.omne.conversations.application.extraction.ExtractedMemory.Fact;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.MemoryId;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.NewMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Stores what was extracted as memories. Doing it again stores nothing twice. Blocks.
@Component
class ExtractionStore {

    private static final Logger log = LoggerFactory.getLogger(ExtractionStore.class);

    private final CommandGateway commands;
    private final SupersededFacts facts;

    ExtractionStore(CommandGateway commands, SupersededFacts facts) {
        this.commands = commands;
        this.facts = facts;
    }

    static FinishExtraction nothing(ClaimedConversation claimed) {
        return new FinishExtraction(claimed, 0, List.of(), Map.of());
    }

    /// @return what remains to be recorded
    FinishExtraction store(ClaimedConversation claimed, Transcript transcript, List<ExtractedMemory> extracted) {
        List<ExtractedMemory> quoted =
                extracted.stream().filter(it -> isQuoted(it, transcript)).toList();
        List<NewMemory> asked = quoted.stream()
                .map(it -> MemoryOfExtraction.of(claimed.key(), it))
                .toList();
        if (asked.isEmpty()) {
            return nothing(claimed);
        }
        CreatedMemories created = Uninterruptibles.await(
                () -> commands.send(new CreateMemories(claimed.key().owner(), null, null, asked, null)));
        created.rejected()
                .forEach(it -> log.warn(
                        "an extracted memory of {} was not stored: {}",
                        claimed.key().id(),
                        it.errors().getFirst().code()));
        SortedMap<Integer, MemoryId> ids = created.ids(asked.size());
        var sources = new ArrayList<StoredSource>();
        Map<Integer, Instant> saidAt = new TreeMap<>();
        ids.forEach((position, id) -> {
            ExtractedMemory memory = quoted.get(position);
            memory.quotes().forEach(quote -> sources.add(new StoredSource(id, quote)));
            saidAt.put(position, transcript.sentAt(memory.quotes().getLast().message()));
        });
        Map<Fact, Latest> latest = facts.update(claimed.key().owner(), quoted, ids, saidAt);
        return new FinishExtraction(claimed, ids.size(), sources, latest);
    }

    /// Whether each quote stands in a new message, word for word.
    private static boolean isQuoted(ExtractedMemory memory, Transcript transcript) {
        boolean isQuoted =
                !memory.quotes().isEmpty() && memory.quotes().stream().allMatch(transcript::contains);
        if (!isQuoted) {
            log.warn("an extracted memory has a quote that does not stand in its message, and was not stored");
        }
        return isQuoted;
    }
}
