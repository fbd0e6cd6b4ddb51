package io.omne.conversations.adapter.web;

import io.omne.conversations.application.streaming.ExtractionEvent;
import io.omne.web.openapi.ApiDescription;
import io.omne.web.openapi.RequestSchema;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The descriptions of the routes of conversations, and of those for administrators.
@Configuration(proxyBeanMethods = false)
class ConversationApi {

    private static final ApiDescription DESCRIPTION = ApiDescription.of(
            ConversationApi.class,
            "conversations.yaml",
            List.of(
                    ConversationResponses.One.class,
                    ConversationResponses.Page.class,
                    ConversationResponses.Messages.class,
                    ConversationResponses.Added.class,
                    ConversationResponses.MemorySources.class,
                    ExtractionEvent.class));

    private static final ApiDescription EXTRACTION =
            ApiDescription.of(ConversationApi.class, "extraction.yaml", List.of(ExtractionReport.class));

    static final RequestSchema MESSAGES = DESCRIPTION.body("NewMessages");

    static final RequestSchema MESSAGE = DESCRIPTION.body("NewMessage");

    static final RequestSchema EDIT = DESCRIPTION.body("ConversationEdit");

    static final RequestSchema LIST = DESCRIPTION.query("listConversations");

    static final RequestSchema LIST_MESSAGES = DESCRIPTION.query("listMessages");

    static final RequestSchema DELETE = DESCRIPTION.query("deleteConversation");

    @Bean
    ApiDescription conversationsDescription() {
        return DESCRIPTION;
    }

    @Bean
    ApiDescription extractionDescription() {
        return EXTRACTION;
    }
}
