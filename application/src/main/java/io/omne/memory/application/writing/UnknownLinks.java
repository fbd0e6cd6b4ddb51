package io.omne.memory.application.writing;

import io.omne.memory.Details;
import io.omne.memory.MemoryId;
import io.omne.memory.RelatedMemories;
import io.omne.memory.api.NewMemory;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is wrong with the references of new memories to other memories.
///
/// @param errors by the position of the new memory; those without errors are left out
record UnknownLinks(Map<Integer, List<InvalidValue>> errors) {

    static final UnknownLinks NONE = new UnknownLinks(Map.of());

    /// @param existing finds those of some ids that are memories of the owner
    static UnknownLinks of(List<NewMemory> memories, Function<Set<MemoryId>, Collection<MemoryId>> existing) {
        Set<MemoryId> named =
                memories.stream().flatMap(it -> named(it.details())).collect(Collectors.toSet());
        if (named.isEmpty()) {
            return NONE;
        }
        Set<MemoryId> known = Set.copyOf(existing.apply(named));
        var errors = new TreeMap<Integer, List<InvalidValue>>();
        for (int i = 0; i < memories.size(); i++) {
            Details details = memories.get(i).details();
            List<InvalidValue> wrong = new ArrayList<>(related(details.related(), known));
            supersededBy(details.supersededBy(), known).forEach(wrong::add);
            if (!wrong.isEmpty()) {
                errors.put(i, wrong);
            }
        }
        return new UnknownLinks(errors);
    }

    private static Stream<MemoryId> named(Details details) {
        return Stream.concat(details.related().ids().stream(), Stream.ofNullable(details.supersededBy()));
    }

    static List<InvalidValue> related(RelatedMemories related, Set<MemoryId> known) {
        var errors = new ArrayList<InvalidValue>();
        for (int i = 0; i < related.ids().size(); i++) {
            if (!known.contains(related.ids().get(i))) {
                errors.add(unknown("related_memories[" + i + "]"));
            }
        }
        return errors;
    }

    static Stream<InvalidValue> supersededBy(@Nullable MemoryId id, Set<MemoryId> known) {
        return id == null || known.contains(id) ? Stream.empty() : Stream.of(unknown("superseded_by"));
    }

    private static InvalidValue unknown(String field) {
        return new InvalidValue(field, ErrorCode.UNKNOWN_MEMORY, "there is no such memory");
    }
}
