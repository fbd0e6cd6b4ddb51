package io.omne.embedding.adapter.cohere;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.application.EmbeddingEndpoint;
import io.omne.embedding.application.RemoteModel;
import io.omne.embedding.domain.Batches;
import io.omne.providers.adapter.http.FloatArrayDeserializer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A model that is called by `POST …/v2/embed`. Passages are embedded as documents to be searched,
/// and questions as what they are searched for.
final class CohereModel implements RemoteModel {

    /// Cohere accepts at most 96 texts at once.
    private static final Batches BATCHES = new Batches(96, 100_000);

    private final ModelSpec spec;
    private final boolean sized;
    private final EmbeddingEndpoint endpoint;

    /// @param sized whether the provider accepts the dimension as part of the question
    CohereModel(ModelSpec spec, boolean sized, EmbeddingEndpoint endpoint) {
        this.spec = spec;
        this.sized = sized;
        this.endpoint = endpoint;
    }

    /// @param truncate the end at which the provider cuts off a text that is too long, which no passage should be
    record Question(
            String model,
            List<String> texts,
            @JsonProperty("input_type") String inputType,
            @JsonProperty("embedding_types") List<String> embeddingTypes,
            String truncate,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("output_dimension") @Nullable
            Integer outputDimension) {}

    record Answer(@Nullable Embeddings embeddings) {

        record Embeddings(
                @JsonDeserialize(contentUsing = FloatArrayDeserializer.class) @JsonProperty("float") @Nullable
                List<float @Nullable []> floats) {}
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
        return ask(batch, "search_document");
    }

    @Override
    public List<Vector> embedQuestions(List<String> questions) {
        return BATCHES.of(questions).stream()
                .flatMap(batch -> ask(batch, "search_query").stream())
                .toList();
    }

    private List<Vector> ask(List<String> batch, String inputType) {
        var question =
                new Question(name().value(), batch, inputType, List.of("float"), "END", sized ? dimension() : null);
        Answer.Embeddings answer = endpoint.ask(question, Answer.class).embeddings();
        List<float @Nullable []> vectors = answer == null || answer.floats() == null ? List.of() : answer.floats();
        if (vectors.size() != batch.size()) {
            throw ModelFault.wrongCount(name(), vectors.size(), batch.size());
        }
        return vectors.stream().map(this::vector).toList();
    }
}
