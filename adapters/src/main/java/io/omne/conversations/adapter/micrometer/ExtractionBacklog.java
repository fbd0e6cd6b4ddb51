package io.omne.conversations.adapter.micrometer;

import io.omne.conversations.application.administration.ExtractionStatistics;
import io.omne.jobs.adapter.micrometer.BacklogGauges;
import io.omne.jobs.api.Loops;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The gauges of conversations whose extraction is not completed.
@Configuration(proxyBeanMethods = false)
class ExtractionBacklog {

    private static final BacklogGauges.Names NAMES = new BacklogGauges.Names("extraction", "conversations");

    @Bean
    BacklogGauges extractionBacklogGauges(ExtractionStatistics statistics, Loops loops) {
        return new BacklogGauges(NAMES, statistics::backlog, loops);
    }
}
