package io.omne.memory.adapter.web.memories;

import io.omne.memory.api.MemoryView;

/// Makes the entity tags of memories: `"<version>.<sequence>"`. The tag of a completed memory has a third part for
/// the model, because a change of the model records no event of the memory. The part differs even between models of
/// the same name. A memory that shows related memories has a fourth part, their number: it falls when one of them is
/// deleted, which records no event of the memory. The third part is then 0 if there is no model.
final class EntityTag {

    private EntityTag() {}

    static String of(MemoryView memory) {
        Integer model = memory.embeddingModelId();
        int related = memory.relatedMemories().size();
        var tag = new StringBuilder("\"%d.%d".formatted(memory.version(), memory.sequence()));
        if (model != null || related > 0) {
            tag.append(".%x".formatted(model == null ? 0 : model));
        }
        return tag.append(related > 0 ? ".%d\"".formatted(related) : "\"").toString();
    }
}
