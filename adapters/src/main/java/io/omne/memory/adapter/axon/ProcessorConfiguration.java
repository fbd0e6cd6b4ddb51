package io.omne.memory.adapter.axon;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Which event processors there are, and how each of them runs.
@Configuration(proxyBeanMethods = false)
class ProcessorConfiguration {

    static final String MEMORY_LIST = "memory-list";

    /// Spreads the work over instances; a memory's events stay in one segment.
    private static final int SEGMENTS = 2;

    /// Events that are projected in one transaction.
    private static final int BATCH = 200;

    /// How soon a killed instance's segments go to another. Claims are renewed, and free ones looked for,
    /// every second.
    static final Duration CLAIM = Duration.ofSeconds(5);

    /// A full queue would stop the processor for everybody.
    private static final int NO_LIMIT = 1_000_000_000;

    private static final Duration CLAIM_RENEWAL = Duration.ofSeconds(1);

    /// These handlers only hook themselves to the transaction that their events come from, so they run
    /// inside it, and where one fails the transaction does too.
    @Autowired
    void runInsideTheTransaction(EventProcessingConfigurer processors) {
        processors.registerDefaultListenerInvocationErrorHandler(_ -> PropagatingErrorHandler.instance());
        processors.registerSubscribingEventProcessor("memory-cache");
        processors.registerSubscribingEventProcessor("embedding-saga");
    }

    /// The list follows the events, and sets those aside that it cannot take.
    @Autowired
    void followTheEvents(
            EventProcessingConfigurer processors,
            SequencedDeadLetterQueue<EventMessage<?>> deadLetters,
            EventCache events,
            ScheduledExecutorService newEvents) {
        processors.registerPooledStreamingEventProcessor(
                MEMORY_LIST, _ -> new NotifyingEventSource(events, newEvents), (_, processor) -> followed(processor));
        processors.registerDeadLetterQueue(MEMORY_LIST, _ -> deadLetters);
        processors.registerDeadLetterPolicy(MEMORY_LIST, _ -> new DeadLetterPolicy());
        processors.registerDeadLetteringEventHandlerInvokerConfiguration(
                MEMORY_LIST, (_, invoker) -> invoker.enableSequenceIdentifierCache());
    }

    private static PooledStreamingEventProcessor.Builder followed(PooledStreamingEventProcessor.Builder processor) {
        return processor
                .initialSegmentCount(SEGMENTS)
                .initialToken(StreamableMessageSource::createTailToken)
                .batchSize(BATCH)
                .tokenClaimInterval(CLAIM_RENEWAL.toMillis())
                .claimExtensionThreshold(CLAIM_RENEWAL.toMillis());
    }

    @Bean(destroyMethod = "shutdownNow")
    static ScheduledExecutorService newEvents() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("new-events").daemon().factory());
    }

    /// Its own choice of a name, process and host, is not unique where containers share a host's name: two
    /// instances of one name would both work on what either has claimed.
    @Bean
    static TokenStore tokenStore(ConnectionProvider connections, Serializer serializer) {
        String node = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
        return new PostgresTokenStore(connections, serializer, node, CLAIM);
    }

    @Bean
    static SequencedDeadLetterQueue<EventMessage<?>> memoryListDeadLetters(
            ConnectionProvider connections, TransactionManager transactions, Serializer serializer) {
        return JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
                .processingGroup(MEMORY_LIST)
                .connectionProvider(connections)
                .transactionManager(transactions)
                .genericSerializer(serializer)
                .eventSerializer(serializer)
                .schema(deadLetterSchema())
                .maxSequences(NO_LIMIT)
                .maxSequenceSize(NO_LIMIT)
                .build();
    }

    private static DeadLetterSchema deadLetterSchema() {
        return DeadLetterSchema.builder()
                .deadLetterTable("dead_letter_entry")
                .deadLetterIdentifierColumn("dead_letter_identifier")
                .processingGroupColumn("processing_group")
                .sequenceIdentifierColumn("sequence_identifier")
                .sequenceIndexColumn("sequence_index")
                .messageTypeColumn("message_type")
                .eventIdentifierColumn("event_identifier")
                .timestampColumn("time_stamp")
                .payloadTypeColumn("payload_type")
                .payloadRevisionColumn("payload_revision")
                .payloadColumn("payload")
                .metaDataColumn("meta_data")
                .aggregateTypeColumn("aggregate_type")
                .aggregateIdentifierColumn("aggregate_identifier")
                .sequenceNumberColumn("sequence_number")
                .tokenTypeColumn("token_type")
                .tokenColumn("token")
                .enqueuedAtColumn("enqueued_at")
                .lastTouchedColumn("last_touched")
                .processingStartedColumn("processing_started")
                .causeTypeColumn("cause_type")
                .causeMessageColumn("cause_message")
                .diagnosticsColumn("diagnostics")
                .build();
    }
}
