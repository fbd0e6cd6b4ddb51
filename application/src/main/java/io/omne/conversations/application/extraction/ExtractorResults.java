package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.ExtractionRequest;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.Extractor;
import io.omne.conversations.application.extractor.KnownMemory;
import io.omne.conversations.application.extractor.Quote;
import io.omne.conversations.application.extractor.Transcript;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/// Asks the extractor, and stores what it found if it would find something else the next time. Blocks.
@Component
class ExtractorResults {

    private final SelectedExtractor selected;
    private final KnownMemories knownMemories;
    private final MemorySources sources;
    private final CommandGateway commands;

    ExtractorResults(
            SelectedExtractor selected, KnownMemories knownMemories, MemorySources sources, CommandGateway commands) {
        this.selected = selected;
        this.knownMemories = knownMemories;
        this.sources = sources;
        this.commands = commands;
    }

    /// What the extractor finds, or found under an earlier claim of the same messages.
    ///
    /// @throws ClaimLost if another claim has followed
    ExtractionResult find(ClaimedConversation claimed, Transcript transcript) {
        ExtractionResult earlier = claimed.found();
        if (earlier != null) {
            return earlier;
        }
        Extractor extractor = selected.get();
        UserId owner = claimed.key().owner();
        List<KnownMemory> known = extractor.knownMemories() == 0
                ? List.of()
                : knownMemories.find(owner, transcript, extractor.knownMemories());
        ExtractionResult result = selected.extract(new ExtractionRequest(owner, transcript, known));
        return extractor.isRepeatable() ? result : stored(claimed, fresh(owner, transcript, known, result));
    }

    private ExtractionResult stored(ClaimedConversation claimed, ExtractionResult result) {
        if (Uninterruptibles.await(() -> commands.<Boolean>send(new StoreResult(claimed, result)))) {
            return result;
        }
        throw new ClaimLost();
    }

    /// Leaves out what memories tell already: those that quote the same parts of messages, as these still stand there.
    private ExtractionResult fresh(
            UserId owner, Transcript transcript, List<KnownMemory> known, ExtractionResult result) {
        List<MemoryId> messages = result.memories().stream()
                .flatMap(it -> it.quotes().stream())
                .map(Quote::message)
                .distinct()
                .toList();
        List<Quote> quoted = sources.quotesOf(owner, messages).stream()
                .filter(transcript::contains)
                .toList();
        List<ExtractedMemory> fresh = result.memories().stream()
                .filter(it ->
                        it.quotes().stream().noneMatch(quote -> quoted.stream().anyMatch(quote::overlaps)))
                .map(it -> it.withoutSuperseding(notSaidBefore(known, transcript, it)))
                .toList();
        return new ExtractionResult(fresh, result.leftOut());
    }

    /// The known memories that were not said before one: an old transcript may be sent late.
    private static Set<MemoryId> notSaidBefore(List<KnownMemory> known, Transcript transcript, ExtractedMemory memory) {
        Instant saidAt = transcript.sentAt(memory.quotes().getLast().message());
        return known.stream()
                .filter(it -> !it.saidAt().isBefore(saidAt))
                .map(KnownMemory::id)
                .collect(Collectors.toSet());
    }
}
