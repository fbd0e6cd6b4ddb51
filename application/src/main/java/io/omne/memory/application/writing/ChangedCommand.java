package io.omne.memory.application.writing;

import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/// Replaces the command that a unit of work handles, before its handler is called.
final class ChangedCommand {

    private ChangedCommand() {}

    /// @param metadata to add to the metadata of the command
    static void replace(UnitOfWork<? extends CommandMessage<?>> work, Object command, Map<String, ?> metadata) {
        work.transformMessage(message -> new GenericCommandMessage<>(
                new GenericMessage<>(
                        message.getIdentifier(), command, message.getMetaData().mergedWith(metadata)),
                message.getCommandName()));
    }
}
