package io.omne.memory.adapter.web;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What tests look for in lists.
final class Lists {

    private Lists() {}

    static List<String> contents(JsonNode page) {
        return page.path("data")
                .valueStream()
                .map(memory -> memory.path("content").asString())
                .toList();
    }

    static String nextCursor(JsonNode page) {
        return page.path("meta").path("next_cursor").asString();
    }
}
