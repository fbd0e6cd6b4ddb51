package io.omne.memory.api;

import io.omne.access.api.CreationLimit.Quota;
import io.omne.memory.MemoryId;
import io.omne.validation.InvalidValue;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The result of {@link CreateMemories}.
///
/// @param memories the created memories, pending, in the order of the request, without the rejected and the
///     existing ones; fewer if the owner's limit was reached
/// @param cleaned for each created memory, the fields that lost markup, such as `content` or `metadata.note`
/// @param rejected the memories that are not valid
/// @param existing the memories that an earlier request has created with the same unique key and the same content
/// @param again whether an earlier request with the same idempotency key created the memories; then they are shown
///     as they were created, without later changes
/// @param quota how many more memories the owner may create; null if there is no limit
public record CreatedMemories(
        List<MemoryView> memories,
        List<List<String>> cleaned,
        List<RejectedMemory> rejected,
        List<ExistingMemory> existing,
        boolean again,
        @Nullable Quota quota) {

    /// The result for no memories.
    public static final CreatedMemories NONE =
            new CreatedMemories(List.of(), List.of(), List.of(), List.of(), false, null);

    public CreatedMemories {
        memories = List.copyOf(memories);
        cleaned = List.copyOf(cleaned);
        rejected = List.copyOf(rejected);
        existing = List.copyOf(existing);
    }

    /// The ids of the memories by their position in the request. Those that were not created, and did not exist, are
    /// left out.
    ///
    /// @param size how many memories the request had
    public SortedMap<Integer, MemoryId> ids(int size) {
        var ids = new TreeMap<Integer, MemoryId>();
        existing.forEach(it -> ids.put(it.index(), it.id()));
        Set<Integer> others = rejected.stream().map(RejectedMemory::index).collect(Collectors.toSet());
        others.addAll(ids.keySet());
        Iterator<MemoryView> created = memories.iterator();
        for (int i = 0; i < size && created.hasNext(); i++) {
            if (!others.contains(i)) {
                ids.put(i, new MemoryId(created.next().id()));
            }
        }
        return ids;
    }

    /// @param index the position of the memory in the request, from 0
    /// @param id of the memory that exists, or existed
    public record ExistingMemory(int index, MemoryId id) {}

    /// A memory that was not stored because it is not valid.
    ///
    /// @param index the position of the memory in the request, from 0
    /// @param errors at least one
    public record RejectedMemory(int index, List<InvalidValue> errors) {

        public RejectedMemory {
            errors = List.copyOf(errors);
        }
    }
}
