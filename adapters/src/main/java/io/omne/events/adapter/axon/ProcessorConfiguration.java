package io.omne.events.adapter.axon;

import io.omne.events.adapter.axon.EventProcessor.Delivery;
import io.omne.jobs.api.Loops;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Registers the event processors, and configures how each of them runs.
@Configuration(proxyBeanMethods = false)
class ProcessorConfiguration {

    /// Spreads the work over instances; a memory's events stay in one segment.
    private static final int SEGMENTS = 2;

    /// Events that are projected in one transaction.
    private static final int BATCH = 200;

    /// How soon another instance takes over the segments of a killed one. {@link TokenHeartbeat} renews claims and
    /// looks for free segments every two seconds, or Axon does so every second if the heartbeat fails.
    static final Duration CLAIM = Duration.ofSeconds(5);

    /// A full queue would stop the processor for everybody.
    private static final int NO_LIMIT = 1_000_000_000;

    private static final Duration CLAIM_RENEWAL = Duration.ofSeconds(1);

    /// Runs these handlers with the command that stores their events, before its commit: they only register what they
    /// do afterwards, so they need no transaction of their own. If a handler fails, so does the command.
    @Autowired
    void runWithTheCommand(EventProcessingConfigurer processors, List<EventProcessor> all) {
        processors.registerDefaultListenerInvocationErrorHandler(_ -> PropagatingErrorHandler.instance());
        of(all, Delivery.WITH_COMMAND).map(EventProcessor::name).forEach(name -> {
            processors.registerSubscribingEventProcessor(name);
            processors.registerTransactionManager(name, _ -> NoTransactionManager.instance());
        });
    }

    private static Stream<EventProcessor> of(List<EventProcessor> all, Delivery delivery) {
        return all.stream().filter(it -> it.delivery() == delivery);
    }

    /// Runs these handlers after the transaction. Events that they cannot handle become dead letters.
    @Autowired
    void followTheEvents(
            EventProcessingConfigurer processors,
            List<EventProcessor> all,
            EventCache events,
            ScheduledExecutorService newEvents,
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            WokenProcessors woken) {
        of(all, Delivery.FOLLOWING).forEach(it -> {
            String name = it.name();
            SequencedDeadLetterQueue<EventMessage<?>> deadLetters =
                    deadLetters(name, connections, transactions, serializer);
            var source = new NotifyingEventSource(events, newEvents, it.gathering(), () -> woken.isAwake(name));
            processors.registerPooledStreamingEventProcessor(name, _ -> source, (_, processor) -> followed(processor));
            processors.registerDeadLetterQueue(name, _ -> deadLetters);
            processors.registerDeadLetterPolicy(name, _ -> new DeadLetterPolicy());
            processors.registerDeadLetteringEventHandlerInvokerConfiguration(
                    name, (_, invoker) -> invoker.enableSequenceIdentifierCache());
        });
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

    @Bean
    static EventServer eventServer() {
        return new EventServer();
    }

    /// Axon's default name, of process and host, is not unique if containers share a host name: two instances with
    /// one name would both work on the segments that either of them has claimed.
    @Bean
    static PostgresTokenStore tokenStore(
            ConnectionProvider connections, Serializer serializer, Loops loops, EventServer server) {
        String node = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
        return new PostgresTokenStore(connections, serializer, node, CLAIM, loops, server);
    }

    private static SequencedDeadLetterQueue<EventMessage<?>> deadLetters(
            String name, ConnectionProvider connections, TransactionManager transactions, Serializer serializer) {
        return JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
                .processingGroup(name)
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
