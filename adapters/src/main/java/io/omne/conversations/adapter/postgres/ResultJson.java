package io.omne.conversations.adapter.postgres;

import io.omne.conversations.application.extractor.ExtractionResult;
import tools.jackson.databind.json.JsonMapper;

/// Writes results of extractors as JSON, and reads them. Records have the names of their components.
final class ResultJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ResultJson() {}

    static String write(ExtractionResult result) {
        return JSON.writeValueAsString(result);
    }

    static ExtractionResult read(String json) {
        return JSON.readValue(json, ExtractionResult.class);
    }
}
