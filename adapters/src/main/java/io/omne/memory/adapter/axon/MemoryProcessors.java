package io.omne.memory.adapter.axon;

import io.omne.events.adapter.axon.EventProcessor;
import io.omne.events.adapter.axon.EventProcessor.Delivery;
import io.omne.memory.api.ProjectionReplay;
import io.omne.memory.application.MemoryJobs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The event processors of memories.
@Configuration(proxyBeanMethods = false)
class MemoryProcessors {

    /// Under load, a batch then has the events of more memories. It is stored by as many statements, whatever its size.
    private static final Duration GATHERING = Duration.ofMillis(50);

    @Bean
    EventProcessor listProcessor() {
        return new EventProcessor(MemoryJobs.LIST_PROCESSOR, Delivery.FOLLOWING, GATHERING);
    }

    @Bean
    ProjectionReplay listReplay() {
        return new ProjectionReplay(MemoryJobs.LIST_PROCESSOR, MemoryJobs.REPLAY_MEMORY_LIST);
    }

    @Bean
    EventProcessor cacheProcessor() {
        return new EventProcessor("memory-cache", Delivery.WITH_COMMAND);
    }

    @Bean
    EventProcessor sagaProcessor() {
        return new EventProcessor("embedding-saga", Delivery.WITH_COMMAND);
    }
}
