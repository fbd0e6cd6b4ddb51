package io.omne.events.adapter.axon;

import io.omne.TestDatabase;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.MemoryEvent;
import io.omne.memory.adapter.axon.TestEventTypes;
import java.util.Map;
import java.util.UUID;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Axon as the server sets it up, on a test's database, with a test's handlers.
public final class TestAxon implements AutoCloseable {

    final ConnectionProvider connections;
    public final Serializer serializer;
    public final EventStore events;
    final EventProcessingConfiguration processors;
    private final TransactionManager transactions;
    final EventCache cache;
    private final TestNewEvents newEvents = new TestNewEvents();
    private final PostgresTokenStore tokens;
    private final Configuration axon;

    public TestAxon(TestDatabase database, Object... handlers) {
        var beans = new AxonConfiguration();
        var processing = new ProcessorConfiguration();
        connections = new UnitOfWorkAwareConnectionProviderWrapper(
                new SpringDataSourceConnectionProvider(database.dataSource()));
        serializer = beans.serializer(TestEventTypes.json());
        var jdbcTransactions = new JdbcTransactionManager(database.dataSource());
        transactions = beans.axonTransactionManager(jdbcTransactions);
        EventStorageEngine engine = beans.eventStorageEngine(
                connections, jdbcTransactions, beans.persistenceExceptionResolver(), serializer);
        events = beans.eventStore(engine, newEvents);
        var server = new EventServer();
        cache = beans.eventCache(engine, newEvents, server);
        tokens = ProcessorConfiguration.tokenStore(connections, serializer, TestLoops.create(), server);
        var configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(_ -> serializer)
                .configureMessageSerializer(_ -> serializer)
                .configureEventSerializer(_ -> serializer)
                .configureEventStore(_ -> events)
                .registerComponent(TransactionManager.class, _ -> transactions)
                .registerComponent(TokenStore.class, _ -> tokens);
        processing.followTheEvents(
                configurer.eventProcessing(),
                TestEventTypes.following(),
                cache,
                ProcessorConfiguration.newEvents(),
                connections,
                transactions,
                serializer,
                new WokenProcessors());
        for (Object handler : handlers) {
            configurer.eventProcessing().registerEventHandler(_ -> handler);
        }
        axon = configurer.start();
        processors = axon.eventProcessingConfiguration();
    }

    /// Stores the event as the memory's of this sequence number, from 0.
    public void append(long number, MemoryEvent event) {
        transactions.executeInTransaction(() -> events.publish(new GenericDomainEventMessage<>(
                "Memory",
                event.id().toString(),
                number,
                event,
                Map.of(),
                UUID.randomUUID().toString(),
                event.at())));
    }

    @Override
    public void close() {
        axon.shutdown();
        cache.close();
        tokens.close();
        newEvents.close();
    }
}
