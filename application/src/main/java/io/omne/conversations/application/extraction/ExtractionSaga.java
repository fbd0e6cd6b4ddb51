package io.omne.conversations.application.extraction;

import io.omne.conversations.ConversationEvent.ExtractionAsked;
import io.omne.conversations.ConversationEvent.MessagesArrived;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes conversations from pending to completed or failed. The saga is driven by events and persistent: the status of
/// a conversation is both its state and its queue. A conversation whose lease expires becomes pending again.
///
/// A worker sleeps until an event of this instance wakes it, or until it looks for due conversations in the database.
@Component
@ProcessingGroup(ExtractionSaga.PROCESSOR)
public class ExtractionSaga implements LoopOwner {

    /// The event processor that wakes it.
    public static final String PROCESSOR = "extraction-saga";

    private static final Logger log = LoggerFactory.getLogger(ExtractionSaga.class);

    private final ExtractionWork work;
    private final Duration pause;
    private final Loop loop;

    ExtractionSaga(ExtractionWork work, SelectedExtractor extractor, ExtractionSettings settings, Loops loops) {
        this.work = work;
        this.pause = settings.pollInterval();
        int workers = extractor.isOn() ? settings.workers() : 0;
        this.loop = loops.loop(
                new LoopSettings(log, "extraction", "no memories are extracted", pause).withThreads(workers),
                this::step);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @EventHandler
    void on(MessagesArrived event) {
        if (!event.dueAt().isAfter(event.at())) {
            wakeAfterCommit();
        }
    }

    @EventHandler
    void on(ExtractionAsked event) {
        wakeAfterCommit();
    }

    private void wakeAfterCommit() {
        CurrentUnitOfWork.get().root().afterCommit(_ -> loop.wake());
    }

    private Duration step() {
        return work.runNext() ? Duration.ZERO : pause;
    }
}
