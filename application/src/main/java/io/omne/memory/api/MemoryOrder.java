package io.omne.memory.api;

/// The sort order of a list. Memories with the same time are sorted by id, in the same direction. A memory that tells
/// of no time of its own has occurred when it was created.
public record MemoryOrder(By by, Direction direction) {

    public static final MemoryOrder NEWEST_FIRST = new MemoryOrder(By.CREATED_AT, Direction.DESC);

    public enum By {
        CREATED_AT,
        UPDATED_AT,
        OCCURRED_AT,
        ACCESSED_AT
    }

    public enum Direction {
        ASC,
        DESC
    }
}
