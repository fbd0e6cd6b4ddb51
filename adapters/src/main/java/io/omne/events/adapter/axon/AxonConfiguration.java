package io.omne.events.adapter.axon;

import io.omne.events.api.NewEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/// Configures Axon where its defaults do not fit: queries run without a transaction, and events are JSON in a table
/// with names in snake case. For commands see {@link CommandConfiguration}.
@Configuration(proxyBeanMethods = false)
class AxonConfiguration {

    /// The longest delay of events that come without a notification, see {@link NewEvents}.
    private static final Duration FETCH_DELAY = Duration.ofSeconds(10);

    /// The number of latest events that stay in memory for the one reader of an instance. The reader looks for them
    /// every hundredth of a second, so it finds them even after a few bulk requests; a reader that is further
    /// behind reads them from the database. Axon's default of ten thousand may be a gigabyte of long memories.
    private static final int CACHED_EVENTS = 500;

    /// Axon's auto-configuration looks for classes that Spring Boot has moved, does not find them and uses no
    /// transactions.
    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    @Primary
    Serializer serializer(List<EventJsonTypes> types) {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(json -> EventJson.configure(json, types))
                .build();
    }

    /// PostgreSQL's driver throws no `SQLIntegrityConstraintViolationException`, by which Axon recognizes a
    /// conflict.
    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return exception -> {
            for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && "23505".equals(sql.getSQLState())) {
                    return true;
                }
            }
            return false;
        };
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            ConnectionProvider connections,
            PlatformTransactionManager transactions,
            PersistenceExceptionResolver exceptions,
            Serializer serializer) {
        JdbcEventStorageEngine.Builder builder = JdbcEventStorageEngine.builder()
                .persistenceExceptionResolver(exceptions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .schema(schema());
        return new PostgresEventStorageEngine(builder, connections, readOnly(transactions));
    }

    /// Commands begin the transactions that store events. The engine itself begins only transactions that read;
    /// these are read-only, so that a server which takes no writes allows them.
    private static TransactionManager readOnly(PlatformTransactionManager transactions) {
        var definition = new DefaultTransactionDefinition();
        definition.setReadOnly(true);
        return new SpringTransactionManager(transactions, definition);
    }

    private static EventSchema schema() {
        return EventSchema.builder()
                .eventTable("domain_events")
                .globalIndexColumn("global_index")
                .eventIdentifierColumn("event_identifier")
                .aggregateIdentifierColumn("aggregate_identifier")
                .sequenceNumberColumn("sequence_number")
                .typeColumn("type")
                .timestampColumn("time_stamp")
                .payloadTypeColumn("payload_type")
                .payloadRevisionColumn("payload_revision")
                .payloadColumn("payload")
                .metaDataColumn("meta_data")
                .build();
    }

    @Bean
    EventStore eventStore(EventStorageEngine engine, NewEvents newEvents) {
        return polledStore(engine, newEvents::committed);
    }

    @Bean
    EventCache eventCache(EventStorageEngine engine, NewEvents newEvents, EventServer server) {
        var cache = new EventCache(() -> polledStore(engine, () -> {}), server);
        newEvents.listen(cache::look);
        return cache;
    }

    private static PolledEventStore polledStore(EventStorageEngine engine, Runnable committed) {
        EmbeddedEventStore.Builder builder = EmbeddedEventStore.builder()
                .storageEngine(engine)
                .fetchDelay(FETCH_DELAY.toMillis())
                .cachedEvents(CACHED_EVENTS);
        return new PolledEventStore(builder, committed);
    }

    @Bean
    QueryBus queryBus() {
        return SimpleQueryBus.builder().build();
    }
}
