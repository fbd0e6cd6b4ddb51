package io.omne.recall.adapter.axon;

import io.omne.events.adapter.axon.EventProcessor;
import io.omne.events.adapter.axon.EventProcessor.Delivery;
import io.omne.memory.api.ProjectionReplay;
import io.omne.recall.application.RecallJobs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The event processors of the search.
@Configuration(proxyBeanMethods = false)
class RecallProcessors {

    /// A batch costs a transaction, whatever its size, and few searches follow a write of their user at once.
    private static final Duration GATHERING = Duration.ofMillis(90);

    @Bean
    EventProcessor wordProcessor() {
        return new EventProcessor(RecallJobs.PROCESSOR, Delivery.FOLLOWING, GATHERING);
    }

    @Bean
    ProjectionReplay replayOfWords() {
        return new ProjectionReplay(RecallJobs.PROCESSOR, RecallJobs.REPLAY_RECALL_WORDS);
    }
}
