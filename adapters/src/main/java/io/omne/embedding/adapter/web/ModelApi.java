package io.omne.embedding.adapter.web;

import io.omne.web.openapi.ApiDescription;
import io.omne.web.openapi.RequestSchema;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The description of the routes.
@Configuration(proxyBeanMethods = false)
class ModelApi {

    static final ApiDescription MODEL =
            ApiDescription.of(ModelApi.class, "model.yaml", List.of(ModelReport.class, RefusedTextPage.class));

    static final RequestSchema CHANGE_MODEL = MODEL.body("NewModel");

    /// A request must have exactly one of its fields.
    static final RequestSchema STEER_CHANGE = MODEL.body("ModelChangeEdit");

    static final RequestSchema REFUSED_TEXTS = MODEL.query("listRefusedTexts");

    @Bean
    ApiDescription modelDescription() {
        return MODEL;
    }
}
