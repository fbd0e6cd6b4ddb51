package io.omne.recall.adapter.web;

import io.omne.web.openapi.ApiDescription;
import io.omne.web.openapi.RequestSchema;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The description of the route of searches.
@Configuration(proxyBeanMethods = false)
class RecallApi {

    private static final ApiDescription DESCRIPTION =
            ApiDescription.of(RecallApi.class, "recall.yaml", List.of(SearchResponses.Results.class));

    static final RequestSchema SEARCH = DESCRIPTION.body("Search");

    static final RequestSchema FILTER = DESCRIPTION.body("SearchFilter");

    @Bean
    ApiDescription recallDescription() {
        return DESCRIPTION;
    }
}
