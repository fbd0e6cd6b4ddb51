package io.omne.events.api;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/// What is done around a command before its transaction begins and, by handlers that it registers for the
/// clean-up, after that has ended. There it may wait for other servers than the database.
///
/// It is no interceptor of Axon's: Spring Boot would register those itself, within the transaction.
public interface OutsideTransaction {

    /// Carries the command out by `chain.proceed()`.
    @Nullable
    Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception;
}
