package io.omne.events.adapter.axon;

import io.omne.events.api.NewEvents;
import io.omne.events.api.OutcomeUnknown;
import io.omne.events.api.OutsideTransaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/// Configures Axon where its defaults do not fit: each command runs on a virtual thread in one JDBC transaction,
/// queries run without one, and events are JSON in a table with names in snake case.
@Configuration(proxyBeanMethods = false)
class AxonConfiguration {

    /// The longest delay of events that come without a notification, see {@link NewEvents}.
    private static final Duration FETCH_DELAY = Duration.ofSeconds(10);

    /// The number of latest events that stay in memory for the one reader of an instance. The reader looks for them
    /// every hundredth of a second, so it finds them even after a few bulk requests; a reader that is further
    /// behind reads them from the database. Axon's default of ten thousand may be a gigabyte of long memories.
    private static final int CACHED_EVENTS = 500;

    /// Fewer than the 16 connections of the pool: otherwise processors would queue behind all waiting commands, and
    /// the lists would fall behind when the most is written.
    private static final int COMMANDS_AT_ONCE = 10;

    /// The same time for which the pool lets a command wait.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

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

    @Bean(destroyMethod = "shutdown")
    CommandBus commandBus(TransactionManager transactions, List<OutsideTransaction> outside) {
        CommandBus bus = AsynchronousCommandBus.builder()
                .executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("command-", 0).factory()))
                .build();
        outside.forEach(it -> bus.registerHandlerInterceptor(it::handle)); // the first is the outermost
        var permits = new Semaphore(COMMANDS_AT_ONCE, true);
        bus.registerHandlerInterceptor((work, chain) -> {
            acquire(permits);
            work.onCleanup(_ -> permits.release());
            return inTransaction(transactions, work, chain);
        });
        return bus;
    }

    private static void acquire(Semaphore permits) throws InterruptedException {
        if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new CannotCreateTransactionException("more commands than PostgreSQL can take");
        }
    }

    /// The bus could begin the transaction itself, but a failure to begin it would reach nobody: while PostgreSQL
    /// is away, a command would never be answered.
    private static @Nullable Object inTransaction(
            TransactionManager transactions, UnitOfWork<?> work, InterceptorChain chain) throws Exception {
        Transaction transaction = transactions.startTransaction();
        work.onCommit(_ -> commit(transaction));
        work.onRollback(_ -> transaction.rollback());
        try {
            return chain.proceed();
        } catch (AssertionError e) {
            throw PostgresEventStorageEngine.brokenConnection(e);
        }
    }

    private static void commit(Transaction transaction) {
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            throw LostConnection.isCauseOf(e) ? new OutcomeUnknown(e) : e;
        }
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService commandRetries() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("command-retries").daemon().factory());
    }

    @Bean
    CommandGateway commandGateway(CommandBus commandBus, ScheduledExecutorService commandRetries) {
        return new BoundedCommandGateway(DefaultCommandGateway.builder()
                .commandBus(commandBus)
                .retryScheduler(new CommandRetries(commandRetries)));
    }

    @Bean
    QueryBus queryBus() {
        return SimpleQueryBus.builder().build();
    }
}
