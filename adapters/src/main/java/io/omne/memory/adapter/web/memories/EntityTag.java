package io.omne.memory.adapter.web.memories;

import io.omne.memory.api.MemoryView;

/// Makes the entity tags of memories: `"<version>.<sequence>"`. The tag of a completed memory has a third part for
/// the model, because a change of the model records no event of the memory. The part differs even between models of
/// the same name.
final class EntityTag {

    private EntityTag() {}

    static String of(MemoryView memory) {
        Integer model = memory.embeddingModelId();
        return model == null
                ? "\"%d.%d\"".formatted(memory.version(), memory.sequence())
                : "\"%d.%d.%x\"".formatted(memory.version(), memory.sequence(), model);
    }
}
