package io.omne.events.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/// What a {@link GroupedCommand} writes when it is committed. Each writer gets what all commands of a transaction have
/// added for it, in the order of the commands, so that it needs few statements. Writers run in the order in which they
/// were first added to.
///
/// If a writer fails, the transaction is rolled back, and each of its commands is written in a transaction of its own:
/// a command fails only by its own writes.
public final class GroupedWrites {

    private static final String WRITES = GroupedWrites.class.getName();

    private final Map<Writer<?>, List<Object>> items = new LinkedHashMap<>();

    private GroupedWrites() {}

    /// Writes items of several commands. Blocks, and takes part in the current transaction.
    public interface Writer<T> {

        /// @param items at least one
        void write(List<T> items);
    }

    /// Adds items to the writes of the current command. If the command has a transaction of its own, or if there is no
    /// command, they are written now.
    ///
    /// @param writer the same object for all commands
    public static <T> void addAll(Writer<T> writer, Collection<? extends T> items) {
        GroupedWrites writes = current();
        if (writes != null) {
            writes.items.computeIfAbsent(writer, _ -> new ArrayList<>()).addAll(items);
        } else if (!items.isEmpty()) {
            writer.write(List.copyOf(items));
        }
    }

    private static @Nullable GroupedWrites current() {
        return CurrentUnitOfWork.isStarted() ? CurrentUnitOfWork.get().root().getResource(WRITES) : null;
    }

    /// From now on, the writes of a command are collected.
    public static GroupedWrites collect(UnitOfWork<?> command) {
        var writes = new GroupedWrites();
        command.root().resources().put(WRITES, writes);
        return writes;
    }

    /// The number of all items.
    public int size() {
        return items.values().stream().mapToInt(List::size).sum();
    }

    /// Writes what these commands have added.
    public static void writeAll(List<GroupedWrites> commands) {
        Map<Writer<?>, List<Object>> all = new LinkedHashMap<>();
        for (GroupedWrites command : commands) {
            command.items.forEach((writer, items) ->
                    all.computeIfAbsent(writer, _ -> new ArrayList<>()).addAll(items));
        }
        all.forEach(GroupedWrites::write);
    }

    @SuppressWarnings("unchecked") // items were added with a writer of their type
    private static <T> void write(Writer<T> writer, List<Object> items) {
        if (!items.isEmpty()) {
            writer.write((List<T>) items);
        }
    }
}
