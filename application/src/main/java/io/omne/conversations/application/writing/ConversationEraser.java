package io.omne.conversations.application.writing;

import io.omne.conversations.ConversationEvent.ConversationDeletionAsked;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.Conversation.Deletion;
import io.omne.conversations.domain.Extraction;
import io.omne.database.api.DatabaseClock;
import io.omne.events.api.Uninterruptibles;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.memory.MemoryIds;
import io.omne.memory.MemorySource;
import io.omne.memory.api.DeleteMemories;
import io.omne.memory.api.FindConversationMemories;
import java.time.Duration;
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

/// Deletes the messages of conversations that are being deleted, some at a time, and what was extracted from them. A
/// new deletion wakes it. It also looks for deletions from time to time, because the instance that began one may be
/// lost. If two instances work on the same conversation, each memory is deleted once.
@Component
@ProcessingGroup(ConversationEraser.PROCESSOR)
public class ConversationEraser implements LoopOwner {

    /// The event processor that wakes it.
    public static final String PROCESSOR = "conversation-eraser";

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int CONVERSATIONS = 20;

    /// The pause before the next look if there is more to delete.
    private static final Duration SOON = Duration.ofMillis(20);

    private static final Duration WHILE_EXTRACTED = Duration.ofMillis(250);

    /// How many transactions work on one conversation before the next one has its turn.
    private static final int AT_ONCE = 10;

    private static final String CONSEQUENCE = "deleted conversations keep their messages";

    private static final Logger log = LoggerFactory.getLogger(ConversationEraser.class);

    private final Conversations conversations;
    private final CommandGateway commands;
    private final QueryGateway queries;
    private final DatabaseClock clock;
    private final RepeatedFailure failure;
    private final Loop loop;

    ConversationEraser(
            Conversations conversations,
            CommandGateway commands,
            QueryGateway queries,
            DatabaseClock clock,
            Loops loops,
            FailureClassifier failures) {
        this.conversations = conversations;
        this.commands = commands;
        this.queries = queries;
        this.clock = clock;
        this.failure = new RepeatedFailure(log, CONSEQUENCE, failures);
        this.loop = loops.loop(new LoopSettings(log, "conversation-eraser", CONSEQUENCE, PAUSE), this::eraseAll);
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
        Duration pause = PAUSE;
        for (Conversation conversation : conversations.beingDeleted(CONVERSATIONS)) {
            Duration next = tryErase(conversation);
            pause = next.compareTo(pause) < 0 ? next : pause;
        }
        return pause;
    }

    /// One conversation that cannot be erased does not keep others from it.
    private Duration tryErase(Conversation conversation) throws InterruptedException {
        try {
            return erase(conversation);
        } catch (RuntimeException e) {
            failure.occurred(e);
            return PAUSE;
        }
    }

    /// Deletes a part of the messages, so that a large conversation does not keep others waiting. Memories are
    /// extracted from messages, so these go first, and an extraction that is under way ends before the rest.
    ///
    /// @return the pause before the next look
    private Duration erase(Conversation conversation) throws InterruptedException {
        Deletion deletion = conversation.deletion();
        if (deletion == null) {
            return PAUSE;
        }
        ConversationKey key = conversation.key();
        if (!deleteSome(key, MemorySource.CHAT)) {
            return SOON;
        }
        if (isBeingExtracted(conversation)) {
            return WHILE_EXTRACTED;
        }
        if (!deletion.keepsExtracted() && !deleteSome(key, MemorySource.AI_EXTRACTED)) {
            return SOON;
        }
        Uninterruptibles.await(() -> commands.send(new FinishDeletion(key, deletion)));
        failure.over();
        return PAUSE;
    }

    private boolean isBeingExtracted(Conversation conversation) {
        return conversation.extraction() instanceof Extraction.Processing it
                && it.leasedUntil().isAfter(clock.now());
    }

    /// @return false if some memories of this source may be left
    private boolean deleteSome(ConversationKey key, MemorySource source) throws InterruptedException {
        var find = new FindConversationMemories(key.owner(), key.id(), Set.of(source), DeleteMemories.MOST);
        for (int i = 0; i < AT_ONCE; i++) {
            MemoryIds found = Uninterruptibles.await(() -> queries.query(find, MemoryIds.class));
            if (found.size() == 0) {
                return true;
            }
            var some = new DeleteMemories(key.owner(), found.stream().collect(Collectors.toSet()));
            Uninterruptibles.await(() -> commands.send(some));
            if (Thread.interrupted()) {
                throw new InterruptedException("the instance is stopping");
            }
        }
        return false;
    }
}
