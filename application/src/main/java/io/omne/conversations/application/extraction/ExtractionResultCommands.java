package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.application.extractor.LeftOut;
import io.omne.conversations.application.writing.Conversations;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.ExtractionDecisions;
import io.omne.database.api.DatabaseClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Handles the commands with what came of a claim, each in one transaction.
@Component
class ExtractionResultCommands {

    private final Conversations conversations;
    private final ExtractionBatches batches;
    private final MemorySources sources;
    private final LatestFacts latestFacts;
    private final ExtractionSettings settings;
    private final DatabaseClock clock;

    ExtractionResultCommands(
            Conversations conversations,
            ExtractionBatches batches,
            MemorySources sources,
            LatestFacts latestFacts,
            ExtractionSettings settings,
            DatabaseClock clock) {
        this.conversations = conversations;
        this.batches = batches;
        this.sources = sources;
        this.latestFacts = latestFacts;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    boolean handle(StoreResult command) {
        ClaimedConversation claimed = command.claimed();
        boolean isHeld = held(claimed).isPresent();
        if (isHeld) {
            batches.store(claimed.key(), claimed.messages(), command.result());
        }
        return isHeld;
    }

    /// @return false if a fact has another latest value than the one that was seen
    @CommandHandler
    boolean handle(FinishExtraction command) {
        ClaimedConversation claimed = command.claimed();
        UserId owner = claimed.key().owner();
        Conversation conversation = conversations.find(claimed.key());
        var decisions = new ExtractionDecisions(conversation);
        sources.add(owner, command.sources());
        if (!decisions.isHeldBy(claimed.claim())) {
            return true;
        }
        if (!latestFacts
                .lock(owner, command.seen().facts())
                .equals(command.seen().latest())) {
            return false;
        }
        latestFacts.set(owner, command.latest());
        batches.remove(claimed.key(), claimed.messages());
        conversations.save(
                conversation,
                decisions.complete(
                        claimed.messages().size(),
                        command.memories(),
                        notStored(claimed.key(), command.leftOut()),
                        claimed.hasMore(),
                        clock.now()));
        return true;
    }

    /// What was left out now, or else how many messages were left aside earlier; null if nothing is missing.
    private @Nullable ExtractionFailure notStored(ConversationKey key, List<LeftOut> leftOut) {
        ExtractionFailure now = LeftOut.summary(leftOut);
        return now == null ? ExtractionFailure.leftAside(batches.leftAside(key)) : now;
    }

    @CommandHandler
    void handle(FailExtraction command) {
        ClaimedConversation claimed = command.claimed();
        held(claimed).ifPresent(conversation -> {
            double jitter = ThreadLocalRandom.current().nextDouble();
            ConversationEvent event = new ExtractionDecisions(conversation)
                    .fail(command.failure(), settings.retryPolicy(), jitter, claimed.hasMore(), clock.now());
            batches.leaveAsideIfFailed(event, claimed.messages());
            conversations.save(conversation, event);
        });
    }

    @CommandHandler
    void handle(ReturnExtraction command) {
        Instant now = clock.now();
        Instant dueAt = command.until() == null ? now.plus(settings.retryDelay()) : command.until();
        held(command.claimed())
                .ifPresent(conversation -> conversations.save(
                        conversation, new ExtractionDecisions(conversation).interrupt(command.failure(), dueAt, now)));
    }

    private Optional<Conversation> held(ClaimedConversation claimed) {
        Conversation conversation = conversations.find(claimed.key());
        return new ExtractionDecisions(conversation).isHeldBy(claimed.claim())
                ? Optional.of(conversation)
                : Optional.empty();
    }
}
