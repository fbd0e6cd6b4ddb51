package io.omne.events.adapter.axon;

import io.omne.events.api.GroupedCommand;
import io.omne.events.api.GroupedWrites;
import io.omne.events.api.OutcomeUnknown;
import io.omne.events.api.OutsideTransaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.CannotCreateTransactionException;

/// Configures how commands run: each on a virtual thread. The writes of a {@link GroupedCommand} share a transaction
/// with those of others; every other command has a transaction of its own.
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {

    /// Fewer than the 16 connections of the pool: otherwise processors would queue behind all waiting commands, and
    /// the lists would fall behind when the most is written.
    private static final int COMMANDS_AT_ONCE = 10;

    /// The same time for which the pool lets a command wait.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Bean(destroyMethod = "shutdown")
    CommandBus commandBus(TransactionManager transactions, List<OutsideTransaction> outside) {
        CommandBus bus = AsynchronousCommandBus.builder()
                .executor(virtualThreads("command-"))
                .build();
        outside.forEach(it -> bus.registerHandlerInterceptor(it::handle)); // the first is the outermost
        var permits = new Semaphore(COMMANDS_AT_ONCE, true);
        var groups = new GroupCommit(writes -> write(transactions, writes), virtualThreads("writes-"), PATIENCE);
        bus.registerHandlerInterceptor((work, chain) -> {
            acquire(permits);
            if (work.getMessage().getPayload() instanceof GroupedCommand command && command.mayShareTransaction()) {
                try {
                    return grouped(groups, work, chain);
                } finally {
                    permits.release();
                }
            }
            work.onCleanup(_ -> permits.release());
            return inTransaction(transactions, work, chain);
        });
        return bus;
    }

    private static Executor virtualThreads(String name) {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name, 0).factory());
    }

    private static void acquire(Semaphore permits) throws InterruptedException {
        if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new CannotCreateTransactionException("more commands than PostgreSQL can take");
        }
    }

    private static @Nullable Object grouped(
            GroupCommit groups, UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        GroupedWrites writes = GroupedWrites.collect(work);
        work.onCommit(_ -> groups.commit(writes));
        return chain.proceed();
    }

    private static void write(TransactionManager transactions, List<GroupedWrites> writes) {
        Transaction transaction = transactions.startTransaction();
        try {
            GroupedWrites.writeAll(writes);
        } catch (AssertionError e) {
            transaction.rollback();
            throw PostgresEventStorageEngine.brokenConnection(e);
        } catch (RuntimeException | Error e) {
            transaction.rollback();
            throw e;
        }
        commit(transaction);
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
}
