package io.omne.memory.adapter.web.document;

import io.omne.web.openapi.RequestSchema;

/// The schemas of request bodies.
public final class BodySchemas {

    public static final RequestSchema CREATE = MemoryApi.MEMORIES.body("NewMemory");

    public static final RequestSchema BULK = MemoryApi.MEMORIES.body("NewMemories");

    public static final RequestSchema EDIT = MemoryApi.MEMORIES.body("MemoryEdit");

    private BodySchemas() {}
}
