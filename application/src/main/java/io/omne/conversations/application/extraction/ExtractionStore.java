package io.omne.conversations.application.extraction;

import io.omne.conversations.application.extraction.FinishExtraction.SeenFacts;
import io.omne.conversations.application.extraction.LatestFacts.Latest;
import io.omne.conversations.application.extraction.MemorySources.StoredSource;
import io.omne.conversations.application.extraction.SupersededFacts.Result;
import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.ExtractorCalls;
import io.omne.conversations.application.extractor.LeftOut;
import io.omne.conversations.application.extractor.Transcript;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.MemoryId;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.NewMemory;
import io.omne.validation.InvalidValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Stores what was extracted as memories. Doing it again stores nothing twice. Blocks.
@Component
class ExtractionStore {

    private static final Logger log = LoggerFactory.getLogger(ExtractionStore.class);

    /// If two conversations tell the same fact at the same time, one of them is stored again.
    private static final int MOST_TRIES = 5;

    private final CommandGateway commands;
    private final SupersededFacts facts;
    private final ExtractorCalls calls;

    ExtractionStore(CommandGateway commands, SupersededFacts facts, ExtractorCalls calls) {
        this.commands = commands;
        this.facts = facts;
        this.calls = calls;
    }

    private record Storable(ExtractedMemory extracted, NewMemory memory) {}

    /// Ends a claim whose messages have been deleted.
    void finishWithNothing(ClaimedConversation claimed) {
        isRecorded(nothing(claimed, List.of()));
    }

    /// Stores what was found, and ends the claim.
    void finish(ClaimedConversation claimed, Transcript transcript, ExtractionResult result) {
        FinishExtraction finish = store(claimed, transcript, result);
        for (int tries = 1; !isRecorded(finish); tries++) {
            if (tries == MOST_TRIES) {
                throw new IllegalStateException("facts change all the time");
            }
            finish = store(claimed, transcript, result);
        }
        calls.leftOut(finish.leftOut());
    }

    private boolean isRecorded(FinishExtraction finish) {
        return Uninterruptibles.await(() -> commands.<Boolean>send(finish));
    }

    private static FinishExtraction nothing(ClaimedConversation claimed, List<LeftOut> leftOut) {
        return new FinishExtraction(claimed, 0, leftOut, List.of(), SeenFacts.NONE, Map.of());
    }

    /// Leaves out what has a wrong quote or may not be stored.
    ///
    /// @return what remains to be recorded
    private FinishExtraction store(ClaimedConversation claimed, Transcript transcript, ExtractionResult result) {
        var leftOut = new ArrayList<LeftOut>();
        List<Storable> all = result.memories().stream()
                .flatMap(it -> storable(claimed, transcript, it, leftOut))
                .toList();
        leftOut.addAll(result.leftOut());
        if (all.isEmpty()) {
            return nothing(claimed, leftOut);
        }
        List<NewMemory> asked = all.stream().map(Storable::memory).toList();
        CreatedMemories created = Uninterruptibles.await(
                () -> commands.send(new CreateMemories(claimed.key().owner(), null, null, asked, null)));
        created.rejected().forEach(it -> {
            leftOut.add(LeftOut.NOT_ALLOWED);
            log.warn(
                    "an extracted memory of {} was not stored: {}",
                    claimed.key().id(),
                    it.errors().getFirst().code());
        });
        SortedMap<Integer, MemoryId> ids = created.ids(asked.size());
        var sources = new ArrayList<StoredSource>();
        Map<Fact, List<Latest>> told = new HashMap<>();
        ids.forEach((position, id) -> {
            ExtractedMemory memory = all.get(position).extracted();
            memory.quotes().forEach(quote -> sources.add(new StoredSource(id, quote)));
            facts.supersede(claimed.key().owner(), memory.supersedes(), id);
            Fact fact = memory.fact();
            if (fact != null) {
                MemoryId message = memory.quotes().getLast().message();
                told.computeIfAbsent(SupersededFacts.scoped(claimed.key(), fact), _ -> new ArrayList<>())
                        .add(new Latest(id, transcript.sentAt(message), message));
            }
        });
        Result latest = facts.update(claimed.key().owner(), told);
        return new FinishExtraction(claimed, ids.size(), leftOut, sources, latest.seen(), latest.changed());
    }

    private static Stream<Storable> storable(
            ClaimedConversation claimed, Transcript transcript, ExtractedMemory memory, List<LeftOut> leftOut) {
        boolean isQuoted =
                !memory.quotes().isEmpty() && memory.quotes().stream().allMatch(transcript::contains);
        if (!isQuoted) {
            leftOut.add(LeftOut.WRONG_QUOTE);
            log.warn("an extracted memory has a quote that does not stand in its message, and was not stored");
            return Stream.empty();
        }
        try {
            return Stream.of(new Storable(memory, MemoryOfExtraction.of(claimed, memory)));
        } catch (InvalidValue e) {
            leftOut.add(LeftOut.NOT_ALLOWED);
            log.warn("an extracted memory may not be stored: {}", e.code());
            return Stream.empty();
        }
    }
}
