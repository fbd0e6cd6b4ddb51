package io.omne.memory.api;

/// The sort order of a list. Memories with the same time are sorted by id, in the same direction.
public record MemoryOrder(By by, Direction direction) {

    public static final MemoryOrder NEWEST_FIRST = new MemoryOrder(By.CREATED_AT, Direction.DESC);

    public enum By {
        CREATED_AT,
        UPDATED_AT,
        ACCESSED_AT
    }

    public enum Direction {
        ASC,
        DESC
    }
}
