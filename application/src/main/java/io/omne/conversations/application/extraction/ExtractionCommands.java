package io.omne.conversations.application.extraction;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.api.ExtractConversation;
import io.omne.conversations.api.ExtractionOff;
import io.omne.conversations.application.administration.RetryFailure;
import io.omne.conversations.application.extraction.ExtractionBatches.Batch;
import io.omne.conversations.application.writing.Conversations;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.ExtractionDecisions;
import io.omne.database.api.DatabaseClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/// Handles the commands about extractions, each in one transaction.
@Component
class ExtractionCommands {

    private final Conversations conversations;
    private final UnextractedMessages messages;
    private final ExtractionBatches batches;
    private final SelectedExtractor extractor;
    private final ExtractionSettings settings;
    private final DatabaseClock clock;

    ExtractionCommands(
            Conversations conversations,
            UnextractedMessages messages,
            ExtractionBatches batches,
            SelectedExtractor extractor,
            ExtractionSettings settings,
            DatabaseClock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.batches = batches;
        this.extractor = extractor;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    void handle(ExtractConversation command) {
        if (!extractor.isOn()) {
            throw new ExtractionOff();
        }
        ask(new ConversationKey(command.owner(), command.id()), messages::addAll);
    }

    @CommandHandler
    int handle(RetryFailure command) {
        Optional<ConversationKey> found =
                extractor.isOn() ? messages.leftAsideBetween(command.from(), command.to()) : Optional.empty();
        found.ifPresent(it -> ask(it, messages::takeUpAgain));
        return found.isPresent() ? 1 : 0;
    }

    private void ask(ConversationKey key, Consumer<ConversationKey> takeUp) {
        Conversation conversation = conversations.find(key);
        takeUp.accept(key);
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
        Batch batch = batches.of(conversation);
        Optional<ConversationEvent> lost =
                new ExtractionDecisions(conversation).lose(batch.hasMore(), batch.found() == null, now);
        if (lost.isPresent()) {
            batches.leaveAsideIfFailed(lost.get(), batch.messages());
            conversation = conversations.save(conversation, lost.get());
            batch = batches.of(conversation);
        }
        Optional<ConversationEvent> claim =
                new ExtractionDecisions(conversation).claim(now.plus(settings.lease()), now);
        if (claim.isEmpty()) {
            return List.of();
        }
        Conversation claimed = conversations.save(conversation, claim.get());
        return List.of(new ClaimedConversation(
                claimed.key(),
                claimed.sequence(),
                claimed.deletions(),
                batch.messages(),
                batch.hasMore(),
                batch.attempts(),
                batch.found()));
    }
}
