package io.omne.events.adapter.axon;

import io.omne.events.api.GroupedCommand;
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
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.TransactionManager;
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
        var inTransactions = new CommandTransactions(transactions, virtualThreads("writes-"), PATIENCE);
        bus.registerHandlerInterceptor((work, chain) -> {
            acquire(permits);
            if (GroupedCommand.isOne(work.getMessage().getPayload())) {
                try {
                    return inTransactions.shared(work, chain);
                } finally {
                    permits.release();
                }
            }
            work.onCleanup(_ -> permits.release());
            return inTransactions.alone(work, chain);
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
