package io.omne.embedding.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.adapter.web.document.ApiFiles;
import io.omne.validation.PageSize;
import io.omne.web.request.JsonScalars;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The description says the limits that the code has.
class ModelApiTest {

    private static final JsonNode MODEL = ApiFiles.read(ModelApi.class, "model.yaml");

    @Test
    void hasTheLimitsOfNewModels() {
        JsonNode fields = MODEL.at("/components/schemas/NewModel/properties");

        assertThat(fields.at("/per_second/maximum").asInt()).isEqualTo(JsonScalars.LARGEST);
        assertThat(fields.at("/dimension/maximum").asInt()).isEqualTo(JsonScalars.LARGEST);
    }

    @Test
    void hasTheSizeOfPages() {
        JsonNode schema = ApiFiles.pageSizes(MODEL).getFirst();

        assertThat(schema.path("maximum").asInt()).isEqualTo(PageSize.MOST);
        assertThat(schema.path("default").asInt()).isEqualTo(PageSize.DEFAULT);
    }
}
