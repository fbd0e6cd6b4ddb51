package io.omne.conversations.adapter.axon;

import io.omne.conversations.application.ConversationJobs;
import io.omne.conversations.application.extraction.ExtractionSaga;
import io.omne.conversations.application.writing.ConversationEraser;
import io.omne.events.adapter.axon.EventProcessor;
import io.omne.events.adapter.axon.EventProcessor.Delivery;
import io.omne.memory.api.ProjectionReplay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The event processors of conversations.
@Configuration(proxyBeanMethods = false)
class ConversationProcessors {

    /// A batch costs a transaction, whatever its size, and few read the list of conversations at once after a write.
    private static final Duration GATHERING = Duration.ofMillis(90);

    @Bean
    EventProcessor conversationListProcessor() {
        return new EventProcessor(ConversationJobs.LIST_PROCESSOR, Delivery.FOLLOWING, GATHERING);
    }

    @Bean
    EventProcessor extractionProcessor() {
        return new EventProcessor(ConversationJobs.EXTRACTION_PROCESSOR, Delivery.FOLLOWING, GATHERING);
    }

    @Bean
    EventProcessor extractionSagaProcessor() {
        return new EventProcessor(ExtractionSaga.PROCESSOR, Delivery.WITH_COMMAND);
    }

    @Bean
    EventProcessor conversationEraserProcessor() {
        return new EventProcessor(ConversationEraser.PROCESSOR, Delivery.WITH_COMMAND);
    }

    @Bean
    ProjectionReplay replayOfConversations() {
        return new ProjectionReplay(ConversationJobs.LIST_PROCESSOR, ConversationJobs.REPLAY_CONVERSATION_LIST);
    }
}
