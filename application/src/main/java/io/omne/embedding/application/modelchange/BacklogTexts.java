package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.TextQueue;
import io.omne.events.api.Uninterruptibles;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/// The queue of the texts that a change of the model must embed with the next model.
@Component
class BacklogTexts implements TextQueue {

    private final CommandGateway commands;

    BacklogTexts(CommandGateway commands) {
        this.commands = commands;
    }

    @Override
    public void finish(IndexedModel model, List<EmbeddingResult> results) {
        Uninterruptibles.await(() -> commands.send(new BacklogStep.Finish(model, results)));
    }

    @Override
    public void renew(IndexedModel model, Map<TextKey, Long> tokens) {
        commands.sendAndWait(new BacklogStep.Renew(model, tokens));
    }

    @Override
    public void giveBack(IndexedModel model, Map<TextKey, Long> tokens) {
        Uninterruptibles.await(() -> commands.send(new BacklogStep.GiveBack(model, tokens)));
    }
}
