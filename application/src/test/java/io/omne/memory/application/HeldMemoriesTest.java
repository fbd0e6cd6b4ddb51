package io.omne.memory.application;

import io.omne.memory.application.embedding.EmbeddingQueue;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.MemoriesContract;
import java.util.function.Supplier;

class HeldMemoriesTest extends MemoriesContract {

    private final HeldMemories memories = new HeldMemories();

    @Override
    protected Memories memories() {
        return memories;
    }

    @Override
    protected EmbeddingQueue queue() {
        return memories;
    }

    @Override
    protected <T> T transactionally(Supplier<T> work) {
        return work.get();
    }
}
