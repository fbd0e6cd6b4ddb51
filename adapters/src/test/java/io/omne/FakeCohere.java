package io.omne;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A server that speaks Cohere's `POST /v2/embed`. It takes 96 texts at once, and refuses more.
public final class FakeCohere extends FakeProvider {

    private FakeCohere(int dimension) {
        super("/v2/embed", dimension);
    }

    public static FakeCohere start(int dimension) {
        return new FakeCohere(dimension);
    }

    @Override
    public String baseUrl() {
        return root();
    }

    @Override
    List<String> texts(JsonNode asked) {
        List<String> texts = strings(asked.get("texts"));
        if (texts.size() > 96) {
            throw new IllegalArgumentException("too many texts");
        }
        return texts;
    }

    @Override
    @Nullable
    JsonNode dimension(JsonNode asked) {
        return asked.get("output_dimension");
    }

    @Override
    String answer(List<String> asked, int length) {
        return json(asked, length);
    }

    /// An answer of its own: the vectors of these texts, whatever was asked.
    public static FakeReply answering(List<String> texts, int dimension) {
        return FakeReply.text(json(texts, dimension));
    }

    private static String json(List<String> texts, int dimension) {
        var json = new StringBuilder(texts.size() * (2 * dimension + 100)).append("{\"id\":\"1\",\"embeddings\":{");
        json.append("\"float\":[");
        for (int i = 0; i < texts.size(); i++) {
            json.append(i == 0 ? "" : ",");
            FakeVectors.write(texts.get(i), dimension, json);
        }
        return json.append(
                        "]},\"response_type\":\"embeddings_by_type\",\"meta\":{\"api_version\":{\"version\":\"2\"}}}")
                .toString();
    }
}
