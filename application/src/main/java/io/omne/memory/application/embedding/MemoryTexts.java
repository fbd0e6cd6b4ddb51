package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.TextQueue;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.MemoryKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/// The queue of the texts of memories, for the module embedding. The model of a claim matters only for its result:
/// claims are renewed and given back whatever their model is.
@Component
class MemoryTexts implements TextQueue {

    private final CommandGateway commands;

    MemoryTexts(CommandGateway commands) {
        this.commands = commands;
    }

    @Override
    public void finish(IndexedModel model, List<EmbeddingResult> results) {
        Uninterruptibles.await(() -> commands.send(new FinishEmbeddings(model, results)));
    }

    @Override
    public void renew(IndexedModel model, Map<TextKey, Long> tokens) {
        commands.sendAndWait(new RenewLeases(memories(tokens)));
    }

    @Override
    public void giveBack(IndexedModel model, Map<TextKey, Long> tokens) {
        Uninterruptibles.await(() -> commands.send(new ReturnClaims(memories(tokens))));
    }

    private static Map<MemoryKey, Long> memories(Map<TextKey, Long> tokens) {
        return tokens.entrySet().stream()
                .collect(Collectors.toMap(it -> MemoryKey.of(it.getKey()), Map.Entry::getValue));
    }
}
