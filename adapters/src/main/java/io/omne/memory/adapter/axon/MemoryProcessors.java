package io.omne.memory.adapter.axon;

import io.omne.events.adapter.axon.EventProcessor;
import io.omne.events.adapter.axon.EventProcessor.Delivery;
import io.omne.memory.api.ProjectionReplay;
import io.omne.memory.application.MemoryJobs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The event processors of memories.
@Configuration(proxyBeanMethods = false)
class MemoryProcessors {

    static final String LIST = "memory-list";

    @Bean
    EventProcessor listProcessor() {
        return new EventProcessor(LIST, Delivery.FOLLOWING);
    }

    @Bean
    ProjectionReplay listReplay() {
        return new ProjectionReplay(LIST, MemoryJobs.REPLAY_MEMORY_LIST);
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
