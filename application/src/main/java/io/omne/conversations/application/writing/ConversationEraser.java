package io.omne.conversations.application.writing;

import io.omne.conversations.ConversationEvent.ConversationDeletionAsked;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.Conversation.Deletion;
import io.omne.events.api.Uninterruptibles;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.memory.MemoryIds;
import io.omne.memory.MemorySource;
import io.omne.memory.api.DeleteMemories;
import io.omne.memory.api.FindConversationMemories;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.queryhandling.QueryGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Deletes the messages of conversations that are being deleted, some at a time. A new deletion wakes it. It also looks
/// for deletions from time to time, because the instance that began one may be lost. If two instances work on the
/// same conversation, each memory is deleted once.
@Component
@ProcessingGroup(ConversationEraser.PROCESSOR)
public class ConversationEraser implements LoopOwner {

    /// The event processor that wakes it.
    public static final String PROCESSOR = "conversation-eraser";

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int CONVERSATIONS = 20;

    private static final Logger log = LoggerFactory.getLogger(ConversationEraser.class);

    private final Conversations conversations;
    private final CommandGateway commands;
    private final QueryGateway queries;
    private final Loop loop;

    ConversationEraser(Conversations conversations, CommandGateway commands, QueryGateway queries, Loops loops) {
        this.conversations = conversations;
        this.commands = commands;
        this.queries = queries;
        this.loop = loops.loop(
                new LoopSettings(log, "conversation-eraser", "deleted conversations keep their messages", PAUSE),
                this::eraseAll);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @EventHandler
    void on(ConversationDeletionAsked event) {
        CurrentUnitOfWork.get().root().afterCommit(_ -> loop.wake());
    }

    private Duration eraseAll() throws InterruptedException {
        List<Conversation> all = conversations.beingDeleted(CONVERSATIONS);
        for (Conversation conversation : all) {
            erase(conversation);
        }
        return all.size() < CONVERSATIONS ? PAUSE : Duration.ZERO;
    }

    private void erase(Conversation conversation) throws InterruptedException {
        Deletion deletion = conversation.deletion();
        if (deletion == null) {
            return;
        }
        Set<MemorySource> sources = deletion.keepsExtracted()
                ? Set.of(MemorySource.CHAT)
                : Set.of(MemorySource.CHAT, MemorySource.AI_EXTRACTED);
        var find = new FindConversationMemories(
                conversation.key().owner(), conversation.key().id(), sources, DeleteMemories.MOST);
        for (MemoryIds ids = find(find); ids.size() > 0; ids = find(find)) {
            var delete = new DeleteMemories(find.owner(), ids.stream().collect(Collectors.toSet()));
            Uninterruptibles.await(() -> commands.send(delete));
            if (Thread.interrupted()) {
                throw new InterruptedException("the instance is stopping");
            }
        }
        Uninterruptibles.await(() -> commands.send(new FinishDeletion(conversation.key(), deletion)));
    }

    private MemoryIds find(FindConversationMemories query) {
        return Uninterruptibles.await(() -> queries.query(query, MemoryIds.class));
    }
}
