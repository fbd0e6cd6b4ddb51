package io.omne.memory.adapter.web.document;

import io.omne.web.openapi.RequestSchema;

/// The schemas of request parameters.
public final class QuerySchemas {

    public static final RequestSchema FIND = MemoryApi.MEMORIES.query("findMemory");

    public static final RequestSchema LIST = MemoryApi.MEMORIES.query("listMemories");

    public static final RequestSchema HISTORY = MemoryApi.MEMORIES.query("readHistory");

    public static final RequestSchema EVENTS = MemoryApi.MEMORIES.query("streamEvents");

    public static final RequestSchema DEAD_LETTERS = MemoryApi.ADMINISTRATION.query("listDeadLetters");

    private QuerySchemas() {}
}
