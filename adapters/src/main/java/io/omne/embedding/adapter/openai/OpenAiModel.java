package io.omne.embedding.adapter.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.application.EmbeddingEndpoint;
import io.omne.embedding.application.RemoteModel;
import io.omne.embedding.domain.Batches;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A model that is called by `POST …/embeddings`.
final class OpenAiModel implements RemoteModel {

    /// Far below the limits of OpenAI, 2,048 inputs and 300,000 tokens; other servers have lower limits.
    private static final Batches BATCHES = new Batches(128, 100_000);

    private final ModelSpec spec;
    private final boolean shortened;
    private final EmbeddingEndpoint endpoint;

    /// @param shortened whether the request must contain the dimension
    OpenAiModel(ModelSpec spec, boolean shortened, EmbeddingEndpoint endpoint) {
        this.spec = spec;
        this.shortened = shortened;
        this.endpoint = endpoint;
    }

    record Question(
            String model,
            List<String> input,
            @JsonProperty("encoding_format") String encodingFormat,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer dimensions) {}

    /// @param object `list`; null if the server does not send it
    /// @param model the model that answered, by the server's name for it; null if the server does not send it
    record Answer(
            @Nullable String object,
            @Nullable String model,
            @Nullable List<@Nullable Item> data) {

        /// @param object `embedding`; null if the server does not send it
        @SuppressWarnings("ArrayRecordComponent") // read once, and compared with nothing
        record Item(
                @Nullable String object,
                @Nullable Integer index,

                @JsonDeserialize(using = EmbeddingDeserializer.class)
                float @Nullable [] embedding) {}
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public Batches batches() {
        return BATCHES;
    }

    @Override
    public List<Vector> ask(List<String> batch) {
        var question = new Question(name().value(), batch, "float", shortened ? dimension() : null);
        Answer answer = endpoint.ask(question, Answer.class);
        if (!isOrUnsaid("list", answer.object())) {
            throw new ModelFault(endpoint.provider() + " gave an answer that is no list of vectors", null);
        }
        if (answer.model() != null && OpenAi.isAnother(name().value(), answer.model())) {
            throw new ModelFault("%s answered with another model than %s".formatted(endpoint.provider(), name()), null);
        }
        List<Answer.@Nullable Item> items = answer.data();
        if (items == null || items.size() != batch.size()) {
            throw ModelFault.wrongCount(name(), items == null ? 0 : items.size(), batch.size());
        }
        return inOrder(items);
    }

    /// The order of the items is not guaranteed; `index` says which passage each belongs to.
    private List<Vector> inOrder(List<Answer.@Nullable Item> items) {
        var vectors = new Vector[items.size()];
        for (Answer.Item item : items) {
            Integer index = item == null ? null : item.index();
            if (item == null
                    || !isOrUnsaid("embedding", item.object())
                    || index == null
                    || index < 0
                    || index >= vectors.length
                    || vectors[index] != null) {
                throw new ModelFault(
                        "the embedding model %s gave vectors without telling whose each is".formatted(name()), null);
            }
            vectors[index] = vector(item.embedding());
        }
        return Arrays.asList(vectors);
    }

    private static boolean isOrUnsaid(String expected, @Nullable String said) {
        return said == null || said.equals(expected);
    }
}
