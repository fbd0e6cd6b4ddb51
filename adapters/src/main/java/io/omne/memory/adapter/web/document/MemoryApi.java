package io.omne.memory.adapter.web.document;

import io.omne.memory.adapter.web.MemoryResponses;
import io.omne.memory.adapter.web.administration.AdministrationResponses;
import io.omne.memory.adapter.web.administration.EmbeddingReport;
import io.omne.web.openapi.ApiDescription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The descriptions of the routes of memories, and of those for administrators.
@Configuration(proxyBeanMethods = false)
class MemoryApi {

    static final ApiDescription MEMORIES = ApiDescription.of(
            MemoryApi.class,
            "memories.yaml",
            List.of(
                    MemoryResponses.One.class,
                    MemoryResponses.WithEmbedding.class,
                    MemoryResponses.Page.class,
                    MemoryResponses.Bulk.class,
                    MemoryResponses.Retry.class,
                    MemoryResponses.History.class,
                    MemoryResponses.Event.class));

    static final ApiDescription ADMINISTRATION = ApiDescription.of(
            MemoryApi.class,
            "administration.yaml",
            List.of(
                    EmbeddingReport.class,
                    AdministrationResponses.States.class,
                    AdministrationResponses.DeadLetters.class,
                    AdministrationResponses.Retried.class,
                    AdministrationResponses.Sweeps.class,
                    AdministrationResponses.Job.class));

    @Bean
    ApiDescription memoriesDescription() {
        return MEMORIES;
    }

    @Bean
    ApiDescription administrationDescription() {
        return ADMINISTRATION;
    }
}
