package io.omne;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A server that speaks OpenAI's `POST /v1/embeddings`.
public final class FakeOpenAi extends FakeProvider {

    private FakeOpenAi(int dimension) {
        super("/v1/embeddings", dimension);
    }

    public static FakeOpenAi start(int dimension) {
        return new FakeOpenAi(dimension);
    }

    @Override
    public String baseUrl() {
        return root() + "/v1";
    }

    @Override
    List<String> texts(JsonNode asked) {
        return strings(asked.get("input"));
    }

    @Override
    @Nullable
    JsonNode dimension(JsonNode asked) {
        return asked.get("dimensions");
    }

    @Override
    String answer(List<String> asked, int length) {
        return json(asked, length, IntStream.range(0, asked.size()).boxed().toList());
    }

    /// An answer of its own: the vectors of `texts`, said to belong to the passages of these indexes.
    public static FakeReply answering(List<String> texts, int dimension, List<Integer> indexes) {
        return FakeReply.text(json(texts, dimension, indexes));
    }

    /// The right answer, its items the other way round.
    public static FakeReply reordered(List<String> texts, int dimension) {
        List<Integer> indexes = IntStream.range(0, texts.size())
                .mapToObj(i -> texts.size() - 1 - i)
                .toList();
        List<String> reversed = texts.reversed();
        return answering(reversed, dimension, indexes);
    }

    /// As many vectors as there are texts, all said to belong to the first.
    public static FakeReply duplicated(List<String> texts, int dimension) {
        return answering(texts, dimension, Collections.nCopies(texts.size(), 0));
    }

    private static String json(List<String> texts, int dimension, List<Integer> indexes) {
        var json = new StringBuilder(texts.size() * (2 * dimension + 100)).append("{\"object\":\"list\",\"data\":[");
        for (int i = 0; i < texts.size(); i++) {
            json.append(i == 0 ? "" : ",").append("{\"object\":\"embedding\",\"index\":");
            json.append(indexes.get(i)).append(",\"embedding\":");
            FakeVectors.write(texts.get(i), dimension, json);
            json.append('}');
        }
        return json.append("],\"model\":\"fake\",\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}")
                .toString();
    }
}
