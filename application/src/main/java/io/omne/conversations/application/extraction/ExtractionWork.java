package io.omne.conversations.application.extraction;

import io.omne.conversations.ExtractionFailure;
import io.omne.events.api.Uninterruptibles;
import io.omne.jobs.api.FailureClassifier;
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

    private final CommandGateway commands;
    private final TranscriptReader transcripts;
    private final SelectedExtractor extractor;
    private final ExtractionStore store;
    private final FailureClassifier failures;

    ExtractionWork(
            CommandGateway commands,
            TranscriptReader transcripts,
            SelectedExtractor extractor,
            ExtractionStore store,
            FailureClassifier failures) {
        this.commands = commands;
        this.transcripts = transcripts;
        this.extractor = extractor;
        this.store = store;
        this.failures = failures;
    }

    /// @return false if no conversation is due
    boolean runNext() {
        List<ClaimedConversation> claims = Uninterruptibles.await(() -> commands.send(new ClaimExtraction()));
        claims.forEach(this::extract);
        return !claims.isEmpty();
    }

    private void extract(ClaimedConversation claimed) {
        try {
            FinishExtraction result = transcripts
                    .read(claimed)
                    .map(transcript -> store.store(claimed, transcript, extractor.extract(transcript)))
                    .orElseGet(() -> ExtractionStore.nothing(claimed));
            Uninterruptibles.await(() -> commands.send(result));
        } catch (RuntimeException e) {
            if (failures.kindOf(e).outage()) {
                throw e;
            }
            log.warn("no memories were extracted from {}", claimed.key().id(), e);
            var failure = new ExtractionFailure(
                    ExtractionFailure.EXTRACTOR_FAULT, "The extractor failed; the server's log has the reason.");
            Uninterruptibles.await(() -> commands.send(new FailExtraction(claimed, failure)));
        }
    }
}
