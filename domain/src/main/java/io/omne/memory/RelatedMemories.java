package io.omne.memory;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.List;

/// The memories of the same owner that a memory is related to: at most 50, without duplicates, in the order given.
/// Some of them may have been deleted since.
public record RelatedMemories(List<MemoryId> ids) {

    public static final RelatedMemories NONE = new RelatedMemories(List.of());
    public static final int MAX_COUNT = 50;

    /// @throws InvalidValue if there are too many
    public RelatedMemories {
        ids = ids.stream().distinct().toList();
        if (ids.size() > MAX_COUNT) {
            throw new InvalidValue(
                    "related_memories",
                    ErrorCode.TOO_MANY,
                    "at most %d memories, not %d".formatted(MAX_COUNT, ids.size()));
        }
    }

    @Override
    public String toString() {
        return "RelatedMemories[" + ids.size() + "]";
    }
}
