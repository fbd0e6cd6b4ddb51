package io.omne.conversations.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.domain.Extraction.Completed;
import io.omne.conversations.domain.Extraction.Failed;
import io.omne.conversations.domain.Extraction.Pending;
import io.omne.conversations.domain.Extraction.Processing;
import io.omne.conversations.domain.ExtractionDecisions.Timing;
import io.omne.jobs.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExtractionDecisionsTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Duration QUIET = Duration.ofMinutes(2);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final ExtractionFailure FAULT = new ExtractionFailure(ExtractionFailure.EXTRACTOR_FAULT, "why");

    private Conversation conversation =
            Conversation.first(new ConversationKey(new UserId(UUID.randomUUID()), UUID.randomUUID()));
    private Instant now = NOON;

    private ExtractionDecisions decide() {
        return new ExtractionDecisions(conversation);
    }

    private void happens(ConversationEvent event) {
        conversation = conversation.next(event);
    }

    private void arrive(long tokens) {
        happens(decide().arrive(1, tokens, new Timing(QUIET, 100), now));
    }

    private void claim() {
        happens(decide().claim(now.plus(LEASE), now).orElseThrow());
    }

    private Pending pending() {
        return (Pending) conversation.extraction();
    }

    @Test
    void waitsUntilTheConversationIsQuiet() {
        arrive(10);
        now = now.plusSeconds(60);
        arrive(10);

        assertThat(pending().dueAt()).isEqualTo(now.plus(QUIET));
        assertThat(decide().claim(now.plus(LEASE), now)).isEmpty();
        now = now.plus(QUIET);
        claim();
        assertThat(conversation.extraction()).isInstanceOf(Processing.class);
    }

    @Test
    void waitsForNothingOnceThereIsEnough() {
        arrive(60);
        arrive(40);

        assertThat(pending().dueAt()).isEqualTo(now);
    }

    @Test
    void goesOnWithWhatArrivedMeanwhile() {
        arrive(100);
        claim();
        now = now.plusSeconds(1);
        arrive(30);
        happens(decide().complete(1, 0, null, false, now));

        assertThat(pending()).isEqualTo(new Pending(0, 0, now.plus(QUIET), null, 30));
        now = now.plus(QUIET);
        claim();
        happens(decide().complete(1, 0, null, true, now));
        assertThat(pending().dueAt()).as("there are more messages").isEqualTo(now);
        claim();
        happens(decide().complete(1, 0, null, false, now));
        assertThat(conversation.extraction()).isEqualTo(new Completed(now, null));
    }

    @Test
    void triesAgainAndGivesUp() {
        var policy = new RetryPolicy(1, Duration.ofSeconds(30));
        arrive(100);
        claim();
        happens(decide().fail(FAULT, policy, 0, false, now));

        assertThat(pending()).isEqualTo(new Pending(1, 0, now.plusSeconds(30), FAULT, 100));
        arrive(5);
        assertThat(pending().dueAt())
                .as("new messages do not shorten the pause")
                .isEqualTo(now.plusSeconds(30));
        now = now.plusSeconds(30);
        claim();
        happens(decide().fail(FAULT, policy, 0, false, now));
        assertThat(conversation.extraction()).isEqualTo(new Failed(2, FAULT, now, 105));
        arrive(5);
        assertThat(pending()).as("all tokens still count").isEqualTo(new Pending(0, 0, now, null, 110));
    }

    @Test
    void goesOnWithFurtherMessagesAfterTheLastAttempt() {
        arrive(100);
        claim();
        happens(decide().fail(FAULT, RetryPolicy.NONE, 0, true, now));
        assertThat(pending()).as("there are more messages").isEqualTo(new Pending(0, 0, now, null, 0));

        claim();
        arrive(10);
        happens(decide().fail(FAULT, RetryPolicy.NONE, 0, false, now));
        assertThat(pending()).as("messages arrived meanwhile").isEqualTo(new Pending(0, 0, now.plus(QUIET), null, 10));
    }

    @Test
    void saysWhyItWasInterrupted() {
        arrive(100);
        claim();
        happens(decide().interrupt(FAULT, now.plusSeconds(30), now));

        assertThat(pending()).as("it is no attempt").isEqualTo(new Pending(0, 0, now.plusSeconds(30), FAULT, 100));
    }

    @Test
    void saysWhatWasLeftOut() {
        arrive(100);
        claim();
        happens(decide().complete(1, 1, FAULT, false, now));

        assertThat(conversation.extraction()).isEqualTo(new Completed(now, FAULT));
    }

    @Test
    void losesItsInstanceThreeTimesAtMost() {
        arrive(100);
        for (int losses = 1; losses <= ExtractionFailure.MOST_LOSSES; losses++) {
            claim();
            assertThat(decide().lose(false, true, now)).as("the lease is valid").isEmpty();
            now = now.plus(LEASE);
            ConversationEvent event = decide().lose(false, true, now).orElseThrow();
            assertThat(event instanceof ExtractionFailed).isEqualTo(losses == ExtractionFailure.MOST_LOSSES);
            happens(event);
        }
        assertThat(conversation.extraction()).isInstanceOf(Failed.class);
    }

    @Test
    void isNotGivenUpIfTheMessagesAreNotTheCause() {
        arrive(100);
        for (int losses = 0; losses < 5; losses++) {
            claim();
            now = now.plus(LEASE);
            happens(decide().lose(false, false, now).orElseThrow());
        }
        assertThat(conversation.extraction()).isInstanceOf(Pending.class);
    }

    @Test
    void claimsNothingThatIsBeingDeleted() {
        arrive(100);
        claim();
        happens(conversation.delete(false, now).orElseThrow());
        now = now.plus(LEASE);
        happens(decide().lose(false, true, now).orElseThrow());

        assertThat(decide().claim(now.plus(LEASE), now)).isEmpty();
    }

    @Test
    void tellsOldClaimsFromNewOnes() {
        arrive(100);
        claim();
        long first = conversation.sequence();
        assertThat(decide().isHeldBy(first)).isTrue();
        happens(decide().fail(FAULT, new RetryPolicy(1, Duration.ZERO), 0, false, now));
        claim();

        assertThat(decide().isHeldBy(first)).isFalse();
        assertThat(decide().isHeldBy(conversation.sequence())).isTrue();
    }
}
