package io.omne.events.api;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/// Runs around a command: before the transaction of the command begins and, with handlers that it registers for the
/// clean-up, after that transaction has ended. There it may wait for servers other than the database.
///
/// It does not implement Axon's interceptor, because Spring Boot would register an interceptor within the
/// transaction.
public interface OutsideTransaction {

    /// Handles a command, which `chain.proceed()` carries out.
    @Nullable
    Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception;
}
