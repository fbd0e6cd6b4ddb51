package io.omne.conversations.application.extraction;

import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.application.extractor.BudgetSpent;
import io.omne.conversations.application.extractor.ExtractionRejected;
import io.omne.conversations.application.extractor.ExtractorUnavailable;
import io.omne.events.api.Uninterruptibles;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.FailureClassifier.FailureKind;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.recall.api.SearchTooSlow;
import io.omne.recall.api.TooManySearches;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Extracts memories from the new messages of one conversation, from its claim to its result. If the instance is lost
/// in between, everything is done again, with the same result: a memory is not stored twice.
@Component
class ExtractionWork {

    private static final Logger log = LoggerFactory.getLogger(ExtractionWork.class);

    private static final FailureKind UNAVAILABLE = new FailureKind("extractor unavailable", true);

    private final CommandGateway commands;
    private final UnextractedMessages messages;
    private final TranscriptReader transcripts;
    private final SelectedExtractor extractor;
    private final ExtractorResults results;
    private final ExtractionStore store;
    private final FailureClassifier failures;
    private final RepeatedFailure outage;

    ExtractionWork(
            CommandGateway commands,
            UnextractedMessages messages,
            TranscriptReader transcripts,
            SelectedExtractor extractor,
            ExtractorResults results,
            ExtractionStore store,
            FailureClassifier failures) {
        this.commands = commands;
        this.messages = messages;
        this.transcripts = transcripts;
        this.extractor = extractor;
        this.results = results;
        this.store = store;
        this.failures = failures;
        this.outage = new RepeatedFailure(log, "no memories are extracted", this::kindOf);
    }

    private FailureKind kindOf(Throwable failure) {
        return switch (failure) {
            case ExtractorUnavailable _, SearchTooSlow _, TooManySearches _ -> UNAVAILABLE;
            default -> failures.kindOf(failure);
        };
    }

    /// @return false if no conversation is due
    boolean runNext() {
        if (extractor.isPaused() || !messages.isAnyDue()) {
            return false;
        }
        List<ClaimedConversation> claims = Uninterruptibles.await(() -> commands.send(new ClaimExtraction()));
        claims.forEach(this::extract);
        return !claims.isEmpty();
    }

    private void extract(ClaimedConversation claimed) {
        ClaimedConversation current = claimed;
        try {
            Optional<ClaimedTranscript> read = transcripts.read(claimed);
            if (read.isPresent()) {
                current = read.get().claimed();
                store.finish(
                        current,
                        read.get().transcript(),
                        results.find(current, read.get().transcript()));
            } else {
                store.finishWithNothing(claimed);
            }
            outage.over();
        } catch (ClaimLost e) {
            log.info("what was extracted from {} is not stored", claimed.key().id(), e);
        } catch (RuntimeException e) {
            Object command = afterFailure(current, e);
            Uninterruptibles.await(() -> commands.send(command));
        }
    }

    private Object afterFailure(ClaimedConversation claimed, RuntimeException failure) {
        return switch (failure) {
            case BudgetSpent e -> new ReturnExtraction(claimed, ExtractionFailure.BUDGET_SPENT, e.until());
            case ExtractionRejected e -> new FailExtraction(claimed, e.failure());
            default -> kindOf(failure).outage() ? unavailable(claimed, failure) : fault(claimed, failure);
        };
    }

    private ReturnExtraction unavailable(ClaimedConversation claimed, RuntimeException failure) {
        outage.occurred(failure);
        return new ReturnExtraction(claimed, ExtractionFailure.UNAVAILABLE, null);
    }

    private static FailExtraction fault(ClaimedConversation claimed, RuntimeException e) {
        log.warn("no memories were extracted from {}", claimed.key().id(), e);
        return new FailExtraction(
                claimed,
                new ExtractionFailure(
                        ExtractionFailure.EXTRACTOR_FAULT, "The extractor failed; the server's log has the reason."));
    }
}
