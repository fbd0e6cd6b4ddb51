package io.omne.memory.application.writing;

import io.omne.events.api.OutsideTransaction;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories.RejectedMemory;
import io.omne.memory.api.EditMemory;
import io.omne.memory.api.InvalidEdit;
import io.omne.memory.api.NewMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Checks and cleans the texts of new memories and edits, for clients of every kind. The handlers get the cleaned
/// commands, and reject commands without this check.
///
/// The check runs before the creation limit is asked, so that rejected memories do not count. It runs outside the
/// transaction because cleaning may take a while.
@Component
@Order(0)
class MarkupCheck implements OutsideTransaction {

    /// The name of the result of the check in the metadata of the command.
    static final String CHECKED = "omne.markup.checked";

    private final MarkupPolicy policy;
    private final ActiveMarkup markup;

    MarkupCheck(MarkupPolicy policy, ActiveMarkup markup) {
        this.policy = policy;
        this.markup = markup;
    }

    /// @param cleaned for each memory that may be stored, the fields that lost markup
    /// @param rejected the memories that may not be stored
    record Checked(List<List<String>> cleaned, List<RejectedMemory> rejected) {

        /// The position in the request of a memory that may be stored.
        ///
        /// @param stored its position among those that may be stored
        int index(int stored) {
            Set<Integer> left = rejected.stream().map(RejectedMemory::index).collect(Collectors.toSet());
            return IntStream.iterate(0, i -> i + 1)
                    .filter(i -> !left.contains(i))
                    .skip(stored)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        switch (work.getMessage().getPayload()) {
            case CreateMemories command -> check(work, command);
            case EditMemory command -> check(work, command);
            default -> {
                // Other commands have no texts.
            }
        }
        return chain.proceed();
    }

    @SuppressWarnings("ThreadPriorityCheck") // Not for an order of threads, but so that others are not kept waiting.
    private void check(UnitOfWork<? extends CommandMessage<?>> work, CreateMemories command) {
        var stored = new ArrayList<NewMemory>();
        var cleaned = new ArrayList<List<String>>();
        var rejected = new ArrayList<RejectedMemory>();
        for (int i = 0; i < command.memories().size(); i++) {
            var texts = new CheckedTexts(policy, markup);
            NewMemory memory = texts.of(command.memories().get(i));
            if (texts.errors().isEmpty()) {
                stored.add(memory);
                cleaned.add(texts.cleaned());
            } else {
                rejected.add(new RejectedMemory(i, texts.errors()));
            }
            // All commands share the processors, and a virtual thread gives up its processor only if it yields.
            Thread.yield();
        }
        replace(work, command.with(stored), new Checked(cleaned, rejected));
    }

    private void check(UnitOfWork<? extends CommandMessage<?>> work, EditMemory command) {
        var texts = new CheckedTexts(policy, markup);
        var edit = new EditMemory(command.owner(), command.id(), texts.of(command.edit()), command.ifVersions());
        if (!texts.errors().isEmpty()) {
            throw new InvalidEdit(texts.errors());
        }
        replace(work, edit, new Checked(List.of(texts.cleaned()), List.of()));
    }

    private static void replace(UnitOfWork<? extends CommandMessage<?>> work, Object command, Checked checked) {
        ChangedCommand.replace(work, command, Map.of(CHECKED, checked));
    }
}
