package io.omne.memory.adapter.micrometer;

import io.omne.jobs.adapter.micrometer.BacklogGauges;
import io.omne.jobs.api.Loops;
import io.omne.memory.application.embedding.EmbeddingStatistics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The gauges of memories whose embedding is not completed.
@Configuration(proxyBeanMethods = false)
class EmbeddingBacklog {

    private static final BacklogGauges.Names NAMES = new BacklogGauges.Names("embedding", "memories");

    @Bean
    BacklogGauges embeddingBacklogGauges(EmbeddingStatistics statistics, Loops loops) {
        return new BacklogGauges(NAMES, statistics::backlog, loops);
    }
}
