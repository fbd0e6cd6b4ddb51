package io.omne.conversations.application.writing;

import io.omne.conversations.ConversationEvent.ConversationDeletionAsked;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.extraction.ExtractedMemories;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.Conversation.Deletion;
import io.omne.events.api.Uninterruptibles;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryIds;
import io.omne.memory.MemorySource;
import io.omne.memory.api.DeleteMemories;
import io.omne.memory.api.FindConversationMemories;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.queryhandling.QueryGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Deletes the messages of conversations that are being deleted, some at a time, and what was extracted from them. A
/// memory that also stands in a message of another conversation stays. A new deletion wakes it. It also looks for
/// deletions from time to time, because the instance that began one may be lost. If two instances work on the same
/// conversation, each memory is deleted once.
@Component
@ProcessingGroup(ConversationEraser.PROCESSOR)
public class ConversationEraser implements LoopOwner {

    /// The event processor that wakes it.
    public static final String PROCESSOR = "conversation-eraser";

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int CONVERSATIONS = 20;

    private static final Logger log = LoggerFactory.getLogger(ConversationEraser.class);

    private final Conversations conversations;
    private final ExtractedMemories extracted;
    private final CommandGateway commands;
    private final QueryGateway queries;
    private final Loop loop;

    ConversationEraser(
            Conversations conversations,
            ExtractedMemories extracted,
            CommandGateway commands,
            QueryGateway queries,
            Loops loops) {
        this.conversations = conversations;
        this.extracted = extracted;
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
        ConversationKey key = conversation.key();
        if (!deletion.keepsExtracted()) {
            erase(key, MemorySource.AI_EXTRACTED, ids -> extracted.withSourcesElsewhere(key.owner(), key.id(), ids));
        }
        erase(key, MemorySource.CHAT, _ -> Set.of());
        Uninterruptibles.await(() -> commands.send(new FinishDeletion(key, deletion)));
    }

    /// @param kept selects the memories to keep
    private void erase(ConversationKey key, MemorySource source, UnaryOperator<Set<MemoryId>> kept)
            throws InterruptedException {
        var seen = new HashSet<MemoryId>();
        while (true) {
            var find = new FindConversationMemories(
                    key.owner(), key.id(), Set.of(source), seen.size() + DeleteMemories.MOST);
            Set<MemoryId> found = find(find);
            found.removeAll(seen);
            if (found.isEmpty()) {
                return;
            }
            Set<MemoryId> some = found.stream().limit(DeleteMemories.MOST).collect(Collectors.toSet());
            Set<MemoryId> stay = kept.apply(some);
            seen.addAll(stay);
            some.removeAll(stay);
            Uninterruptibles.await(() -> commands.send(new DeleteMemories(key.owner(), some)));
            if (Thread.interrupted()) {
                throw new InterruptedException("the instance is stopping");
            }
        }
    }

    private Set<MemoryId> find(FindConversationMemories query) {
        MemoryIds found = Uninterruptibles.await(() -> queries.query(query, MemoryIds.class));
        return found.stream().collect(Collectors.toCollection(HashSet::new));
    }
}
