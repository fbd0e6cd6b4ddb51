package io.omne.conversations.adapter.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.omne.conversations.ConversationEvent.ExtractionCompleted;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationEvent.ExtractionInterrupted;
import io.omne.conversations.ConversationEvent.ExtractionPostponed;
import io.omne.events.adapter.axon.EventProcessor;
import io.omne.events.adapter.axon.EventProcessor.Delivery;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Counts the extractions of this instance, once their events are committed.
@Configuration(proxyBeanMethods = false)
@ProcessingGroup(ExtractionMetrics.PROCESSOR)
class ExtractionMetrics {

    static final String PROCESSOR = "extraction-metrics";

    private final Counter completed;
    private final Counter postponed;
    private final Counter failed;
    private final Counter interrupted;
    private final Counter messages;
    private final Counter memories;

    ExtractionMetrics(MeterRegistry registry) {
        this.completed = attempts(registry, "completed");
        this.postponed = attempts(registry, "postponed");
        this.failed = attempts(registry, "failed");
        this.interrupted = attempts(registry, "interrupted");
        this.messages = Counter.builder("omne.extraction.messages")
                .description("Messages that were read for memories")
                .register(registry);
        this.memories = Counter.builder("omne.extraction.memories")
                .description("Memories that were found in messages, new or not")
                .register(registry);
    }

    private static Counter attempts(MeterRegistry registry, String outcome) {
        return Counter.builder("omne.extraction.attempts")
                .description("Attempts to extract memories from a conversation, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Bean
    static EventProcessor extractionMetricsProcessor() {
        return new EventProcessor(PROCESSOR, Delivery.WITH_COMMAND);
    }

    @EventHandler
    void on(ExtractionCompleted event) {
        afterCommit(() -> {
            completed.increment();
            messages.increment(event.messages());
            memories.increment(event.memories());
        });
    }

    @EventHandler
    void on(ExtractionPostponed event) {
        afterCommit(postponed::increment);
    }

    @EventHandler
    void on(ExtractionFailed event) {
        afterCommit(failed::increment);
    }

    @EventHandler
    void on(ExtractionInterrupted event) {
        afterCommit(interrupted::increment);
    }

    private static void afterCommit(Runnable count) {
        CurrentUnitOfWork.get().root().afterCommit(_ -> count.run());
    }
}
