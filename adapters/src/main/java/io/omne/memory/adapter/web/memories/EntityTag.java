package io.omne.memory.adapter.web.memories;

import io.omne.memory.api.MemoryView;

/// The entity tags of memories: `"<version>.<sequence>"`, and of one that is completed a third part that stands
/// for the model, which may be changed for another without an event of the memory, be it one of the same name.
final class EntityTag {

    private EntityTag() {}

    static String of(MemoryView memory) {
        Integer model = memory.embeddingModelId();
        return model == null
                ? "\"%d.%d\"".formatted(memory.version(), memory.sequence())
                : "\"%d.%d.%x\"".formatted(memory.version(), memory.sequence(), model);
    }
}
