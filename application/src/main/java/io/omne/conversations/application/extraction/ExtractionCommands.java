package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.api.ExtractConversation;
import io.omne.conversations.api.ExtractionOff;
import io.omne.conversations.application.administration.RetryFailure;
import io.omne.conversations.application.writing.Conversations;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.ExtractionDecisions;
import io.omne.database.api.DatabaseClock;
import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/// Handles the commands about extractions, each in one transaction.
@Component
class ExtractionCommands {

    private final Conversations conversations;
    private final UnextractedMessages messages;
    private final ExtractedMemories memories;
    private final SelectedExtractor extractor;
    private final ExtractionSettings settings;
    private final DatabaseClock clock;

    ExtractionCommands(
            Conversations conversations,
            UnextractedMessages messages,
            ExtractedMemories memories,
            SelectedExtractor extractor,
            ExtractionSettings settings,
            DatabaseClock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.memories = memories;
        this.extractor = extractor;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    void handle(ExtractConversation command) {
        if (!extractor.isOn()) {
            throw new ExtractionOff();
        }
        ask(new ConversationKey(command.owner(), command.id()));
    }

    @CommandHandler
    int handle(RetryFailure command) {
        Optional<ConversationKey> failed =
                extractor.isOn() ? messages.failed(command.from(), command.to()) : Optional.empty();
        failed.ifPresent(this::ask);
        return failed.isPresent() ? 1 : 0;
    }

    private void ask(ConversationKey key) {
        Conversation conversation = conversations.find(key);
        messages.addAll(key);
        new ExtractionDecisions(conversation)
                .ask(clock.now())
                .ifPresent(event -> conversations.save(conversation, event));
    }

    @CommandHandler
    List<ClaimedConversation> handle(ClaimExtraction command) {
        Instant now = clock.now();
        Optional<ConversationKey> due = messages.due(now);
        if (due.isEmpty()) {
            return List.of();
        }
        Conversation conversation = conversations.find(due.get());
        Optional<ConversationEvent> lost = new ExtractionDecisions(conversation).lose(now);
        if (lost.isPresent()) {
            setAsideIfFailed(lost.get(), conversation.key(), messages.find(conversation.key(), settings.batch()));
            conversation = conversations.save(conversation, lost.get());
        }
        Optional<ConversationEvent> claim =
                new ExtractionDecisions(conversation).claim(now.plus(settings.lease()), now);
        if (claim.isEmpty()) {
            return List.of();
        }
        Conversation claimed = conversations.save(conversation, claim.get());
        List<MemoryId> found = messages.find(claimed.key(), settings.batch() + 1);
        boolean hasMore = found.size() > settings.batch();
        return List.of(new ClaimedConversation(
                claimed.key(),
                claimed.sequence(),
                claimed.deletions(),
                hasMore ? found.subList(0, settings.batch()) : found,
                hasMore));
    }

    /// @return false if a fact has another latest value than the one that was seen
    @CommandHandler
    boolean handle(FinishExtraction command) {
        ClaimedConversation claimed = command.claimed();
        UserId owner = claimed.key().owner();
        Conversation conversation = conversations.find(claimed.key());
        var decisions = new ExtractionDecisions(conversation);
        memories.addSources(owner, command.sources());
        if (!decisions.isHeldBy(claimed.claim())) {
            return true;
        }
        if (!memories.lockLatest(owner, command.seen().facts())
                .equals(command.seen().latest())) {
            return false;
        }
        memories.setLatest(owner, command.latest());
        messages.remove(claimed.key(), claimed.messages());
        conversations.save(
                conversation,
                decisions.complete(claimed.messages().size(), command.memories(), claimed.hasMore(), clock.now()));
        return true;
    }

    @CommandHandler
    void handle(FailExtraction command) {
        ClaimedConversation claimed = command.claimed();
        held(claimed).ifPresent(conversation -> {
            double jitter = ThreadLocalRandom.current().nextDouble();
            ConversationEvent event = new ExtractionDecisions(conversation)
                    .fail(command.failure(), settings.retryPolicy(), jitter, clock.now());
            setAsideIfFailed(event, claimed.key(), claimed.messages());
            conversations.save(conversation, event);
        });
    }

    @CommandHandler
    void handle(ReturnExtraction command) {
        Instant now = clock.now();
        held(command.claimed())
                .ifPresent(conversation -> conversations.save(
                        conversation,
                        new ExtractionDecisions(conversation).interrupt(now.plus(settings.retryDelay()), now)));
    }

    /// Messages that cannot be read are set aside after the last attempt, so that later ones are.
    private void setAsideIfFailed(ConversationEvent event, ConversationKey key, List<MemoryId> claimed) {
        if (event instanceof ExtractionFailed) {
            messages.remove(key, claimed);
        }
    }

    private Optional<Conversation> held(ClaimedConversation claimed) {
        Conversation conversation = conversations.find(claimed.key());
        return new ExtractionDecisions(conversation).isHeldBy(claimed.claim())
                ? Optional.of(conversation)
                : Optional.empty();
    }
}
