package io.omne.memory.application.writing;

import io.omne.events.api.OutsideTransaction;
import io.omne.memory.MemoryId;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.CreatedMemories.ExistingMemory;
import io.omne.memory.api.CreatedMemories.RejectedMemory;
import io.omne.memory.api.NewMemory;
import io.omne.memory.api.NewMemory.UniqueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Leaves out memories whose {@link UniqueKey} is used, before they are checked and count against a limit. A request
/// that creates nothing needs no transaction. Keys that are taken meanwhile are found by {@link CreationCommands}.
@Component
@Order(-1)
class UniqueKeyCheck implements OutsideTransaction {

    private final UniqueKeys keys;

    UniqueKeyCheck(UniqueKeys keys) {
        this.keys = keys;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        if (!(work.getMessage().getPayload() instanceof CreateMemories command) || !command.hasUniqueKeys()) {
            return chain.proceed();
        }
        List<UniqueKey> wanted = command.memories().stream()
                .map(NewMemory::key)
                .filter(Objects::nonNull)
                .toList();
        KeyedMemories all = KeyedMemories.of(command.memories(), keys.find(command.owner(), wanted));
        if (all.fresh().isEmpty()) {
            return new CreatedMemories(List.of(), List.of(), all.rejected(), all.known(), false, null);
        }
        List<NewMemory> fresh =
                all.fresh().stream().map(command.memories()::get).toList();
        ChangedCommand.replace(work, command.with(fresh), Map.of());
        return merged(all, (CreatedMemories) Objects.requireNonNull(chain.proceed()));
    }

    /// The answer for the whole request.
    ///
    /// @param some the answer for the fresh ones
    private static CreatedMemories merged(KeyedMemories all, CreatedMemories some) {
        var rejected = new ArrayList<>(all.rejected());
        some.rejected().stream()
                .map(it -> new RejectedMemory(all.fresh().get(it.index()), it.errors()))
                .forEach(rejected::add);
        Stream<ExistingMemory> existing = Stream.concat(
                all.known().stream(),
                some.existing().stream()
                        .map(it -> new ExistingMemory(all.fresh().get(it.index()), it.id())));
        var ids = new TreeMap<Integer, MemoryId>();
        some.ids(all.fresh().size()).forEach((index, id) -> ids.put(all.fresh().get(index), id));
        Stream<ExistingMemory> repeated = all.repeats().entrySet().stream()
                .filter(it -> ids.containsKey(it.getValue()))
                .map(it -> new ExistingMemory(it.getKey(), Objects.requireNonNull(ids.get(it.getValue()))));
        List<RejectedMemory> once = List.copyOf(rejected);
        all.repeats()
                .forEach((position, earlier) -> once.stream()
                        .filter(it -> it.index() == earlier)
                        .forEach(it -> rejected.add(new RejectedMemory(position, it.errors()))));
        return new CreatedMemories(
                some.memories(),
                some.cleaned(),
                rejected,
                Stream.concat(existing, repeated).toList(),
                some.again(),
                some.quota());
    }
}
