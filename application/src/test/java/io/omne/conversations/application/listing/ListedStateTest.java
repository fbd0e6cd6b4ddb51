package io.omne.conversations.application.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.ExtractionStatus;
import io.omne.conversations.api.ConversationView.ExtractionView;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.Extraction;
import io.omne.conversations.domain.ExtractionDecisions;
import io.omne.conversations.domain.ExtractionDecisions.Timing;
import io.omne.jobs.RetryPolicy;
import io.omne.memory.Title;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Over random decisions, the list shows the state that commands see.
class ListedStateTest {

    private static final ConversationKey KEY = new ConversationKey(new UserId(UUID.randomUUID()), UUID.randomUUID());
    private static final Timing TIMING = new Timing(Duration.ofMinutes(2), 100);
    private static final RetryPolicy POLICY = new RetryPolicy(2, Duration.ofSeconds(30));
    private static final ExtractionFailure FAULT = new ExtractionFailure(ExtractionFailure.EXTRACTOR_FAULT, "why");

    @RepeatedTest(200)
    void showsTheStateThatCommandsSee(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        Conversation conversation = Conversation.first(KEY);
        ListedState listed = ListedState.NONE;
        Instant now = Instant.parse("2026-05-04T09:30:00Z");
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(random.nextInt(200));
            Optional<ConversationEvent> event = decision(conversation, random, now);
            if (event.isPresent()) {
                conversation = conversation.next(event.get());
                listed = listed.next(event.get());
            }
            assertThat(listed.extraction()).as("after %s", event).isEqualTo(view(conversation.extraction()));
            assertThat(listed.title()).isEqualTo(conversation.title());
        }
    }

    private static Optional<ConversationEvent> decision(Conversation it, Random random, Instant now) {
        var decisions = new ExtractionDecisions(it);
        boolean isClaimed = it.extraction() instanceof Extraction.Processing;
        return switch (random.nextInt(10)) {
            case 0 -> it.retitle(random.nextBoolean() ? null : new Title("title " + random.nextInt(3)), now);
            case 1 -> it.delete(random.nextBoolean(), now);
            case 2 -> random.nextInt(10) == 0 && !isClaimed ? it.finishDeletion(now) : Optional.empty();
            case 3, 4 -> Optional.of(decisions.arrive(1, random.nextInt(120), TIMING, now));
            case 5 -> decisions.ask(now);
            case 6 ->
                decisions
                        .lose(random.nextBoolean(), random.nextBoolean(), now)
                        .or(() -> decisions.claim(now.plusSeconds(60), now));
            case 7 -> isClaimed ? Optional.of(completed(decisions, random, now)) : Optional.empty();
            case 8 -> isClaimed ? Optional.of(decisions.interrupt(FAULT, now.plusSeconds(30), now)) : Optional.empty();
            default ->
                isClaimed ? Optional.of(decisions.fail(FAULT, POLICY, 0, random.nextBoolean(), now)) : Optional.empty();
        };
    }

    private static ConversationEvent completed(ExtractionDecisions decisions, Random random, Instant now) {
        return decisions.complete(3, 1, random.nextBoolean() ? FAULT : null, random.nextBoolean(), now);
    }

    private static ExtractionView view(Extraction extraction) {
        return switch (extraction) {
            case Extraction.NotBegun _ -> new ExtractionView(null, null, null);
            case Extraction.Pending it -> new ExtractionView(ExtractionStatus.PENDING, it.failure(), it.dueAt());
            case Extraction.Processing it -> new ExtractionView(ExtractionStatus.PROCESSING, null, it.leasedUntil());
            case Extraction.Completed it -> new ExtractionView(ExtractionStatus.COMPLETED, it.leftOut(), it.at());
            case Extraction.Failed it -> new ExtractionView(ExtractionStatus.FAILED, it.failure(), it.at());
        };
    }
}
