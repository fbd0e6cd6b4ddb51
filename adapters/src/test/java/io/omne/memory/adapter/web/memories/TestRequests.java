package io.omne.memory.adapter.web.memories;

import io.omne.memory.api.NewMemory;
import tools.jackson.databind.node.ObjectNode;

/// Bodies of requests, read as the routes do.
public final class TestRequests {

    private TestRequests() {}

    public static NewMemory create(ObjectNode json) {
        return MemoryRequests.create(json);
    }
}
