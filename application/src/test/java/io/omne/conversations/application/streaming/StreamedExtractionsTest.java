package io.omne.conversations.application.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ConversationRetitled;
import io.omne.conversations.ConversationEvent.ExtractionAsked;
import io.omne.conversations.ConversationEvent.ExtractionCompleted;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationEvent.ExtractionInterrupted;
import io.omne.conversations.ConversationEvent.ExtractionPostponed;
import io.omne.conversations.ConversationEvent.ExtractionStarted;
import io.omne.conversations.ConversationEvent.MessagesArrived;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.ExtractionStatus;
import io.omne.events.api.RecordedEvent;
import io.omne.events.api.RecordedEvent.Unreadable;
import io.omne.events.api.StreamContribution.ContributedEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StreamedExtractionsTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final ExtractionFailure FAILURE = new ExtractionFailure("extractor_fault", "The extractor failed.");

    private final UserId owner = new UserId(UUID.randomUUID());
    private final UUID id = UUID.randomUUID();
    private final StreamedExtractions streamed = new StreamedExtractions();

    private Optional<ContributedEvent> contribute(Object event) {
        return streamed.contribute(
                new RecordedEvent(42, ConversationEvent.AGGREGATE_TYPE, "a conversation", 6, NOON.toString(), event));
    }

    private ExtractionEvent data(ConversationEvent event) {
        ContributedEvent contributed = contribute(event).orElseThrow();
        assertThat(contributed.owner()).isEqualTo(owner.value());
        var data = (ExtractionEvent) contributed.data();
        assertThat(contributed.name()).isEqualTo(data.type().text());
        assertThat(data.conversationId()).isEqualTo(id);
        assertThat(data.sequence()).isEqualTo(7);
        assertThat(data.at()).isEqualTo(NOON);
        return data;
    }

    /// Clients know events by these names. A line that changes here breaks them; new lines are welcome.
    @Test
    void haveTheNamesThatClientsKnow() {
        assertThat(Arrays.stream(ExtractionEventType.values()).map(ExtractionEventType::text))
                .containsExactly(
                        "extraction_asked",
                        "extraction_started",
                        "extraction_interrupted",
                        "extraction_completed",
                        "extraction_postponed",
                        "extraction_failed");
    }

    @Test
    void sayWhatHappened() {
        assertThat(data(new ExtractionAsked(id, owner, NOON)).status()).isNull();
        assertThat(data(new ExtractionStarted(id, owner, 3, LATER, NOON)))
                .extracting(ExtractionEvent::status, ExtractionEvent::attempt, ExtractionEvent::retryAt)
                .containsExactly(ExtractionStatus.PROCESSING, 3, null);
        assertThat(data(new ExtractionCompleted(id, owner, 5, 2, null, null, NOON)))
                .extracting(ExtractionEvent::status, ExtractionEvent::messages, ExtractionEvent::memories)
                .containsExactly(ExtractionStatus.COMPLETED, 5, 2);
        assertThat(data(new ExtractionPostponed(id, owner, FAILURE, LATER, NOON)))
                .extracting(ExtractionEvent::status, ExtractionEvent::error, ExtractionEvent::retryAt)
                .containsExactly(ExtractionStatus.PENDING, FAILURE, LATER);
        assertThat(data(new ExtractionFailed(id, owner, FAILURE, null, NOON)))
                .extracting(ExtractionEvent::status, ExtractionEvent::error, ExtractionEvent::retryAt)
                .containsExactly(ExtractionStatus.FAILED, FAILURE, null);
    }

    @Test
    void sayWhyAnExtractionWasInterrupted() {
        assertThat(data(new ExtractionInterrupted(id, owner, FAILURE, LATER, NOON)))
                .extracting(ExtractionEvent::status, ExtractionEvent::error, ExtractionEvent::retryAt)
                .containsExactly(ExtractionStatus.PENDING, FAILURE, LATER);
        assertThat(data(new ExtractionCompleted(id, owner, 5, 2, FAILURE, null, NOON))
                        .error())
                .as("what was left out")
                .isEqualTo(FAILURE);
    }

    @Test
    void arePendingWhileFurtherMessagesWait() {
        assertThat(data(new ExtractionFailed(id, owner, FAILURE, LATER, NOON)))
                .extracting(ExtractionEvent::status, ExtractionEvent::retryAt)
                .containsExactly(ExtractionStatus.PENDING, LATER);
        assertThat(data(new ExtractionCompleted(id, owner, 5, 2, null, LATER, NOON))
                        .status())
                .isEqualTo(ExtractionStatus.PENDING);
    }

    @Test
    void leaveOutWhatIsNotForClients() {
        assertThat(contribute(new MessagesArrived(id, owner, 1, 1, LATER, NOON)))
                .isEmpty();
        assertThat(contribute(new ConversationRetitled(id, owner, null, NOON))).isEmpty();
        assertThat(contribute(new Unreadable(new IllegalStateException()))).isEmpty();
    }
}
