package io.omne.conversations.application.extraction;

import io.omne.conversations.ExtractionFailure;
import io.omne.events.api.Uninterruptibles;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.RepeatedFailure;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Extracts memories from the new messages of one conversation, from its claim to its result. If the instance is lost
/// in between, everything is done again, with the same result: a memory is not stored twice.
@Component
class ExtractionWork {

    private static final Logger log = LoggerFactory.getLogger(ExtractionWork.class);

    /// If two conversations tell the same fact at the same time, one of them is stored again.
    private static final int MOST_TRIES = 5;

    private final CommandGateway commands;
    private final UnextractedMessages messages;
    private final TranscriptReader transcripts;
    private final SelectedExtractor extractor;
    private final ExtractionStore store;
    private final FailureClassifier failures;
    private final RepeatedFailure outage;

    ExtractionWork(
            CommandGateway commands,
            UnextractedMessages messages,
            TranscriptReader transcripts,
            SelectedExtractor extractor,
            ExtractionStore store,
            FailureClassifier failures) {
        this.commands = commands;
        this.messages = messages;
        this.transcripts = transcripts;
        this.extractor = extractor;
        this.store = store;
        this.failures = failures;
        this.outage = new RepeatedFailure(log, "no memories are extracted", failures);
    }

    /// @return false if no conversation is due
    boolean runNext() {
        if (!messages.isAnyDue()) {
            return false;
        }
        List<ClaimedConversation> claims = Uninterruptibles.await(() -> commands.send(new ClaimExtraction()));
        claims.forEach(this::extract);
        return !claims.isEmpty();
    }

    private void extract(ClaimedConversation claimed) {
        try {
            int tries = 1;
            while (!Uninterruptibles.await(() -> commands.<Boolean>send(result(claimed)))) {
                if (++tries > MOST_TRIES) {
                    throw new IllegalStateException("facts change all the time");
                }
            }
            outage.over();
        } catch (RuntimeException e) {
            boolean isOutage = failures.kindOf(e).outage();
            if (isOutage) {
                outage.occurred(e);
            }
            Object command = isOutage ? new ReturnExtraction(claimed) : failure(claimed, e);
            Uninterruptibles.await(() -> commands.send(command));
        }
    }

    private FinishExtraction result(ClaimedConversation claimed) {
        return transcripts
                .read(claimed)
                .map(transcript -> store.store(claimed, transcript, extractor.extract(transcript)))
                .orElseGet(() -> ExtractionStore.nothing(claimed));
    }

    private static FailExtraction failure(ClaimedConversation claimed, RuntimeException e) {
        log.warn("no memories were extracted from {}", claimed.key().id(), e);
        return new FailExtraction(
                claimed,
                new ExtractionFailure(
                        ExtractionFailure.EXTRACTOR_FAULT, "The extractor failed; the server's log has the reason."));
    }
}
