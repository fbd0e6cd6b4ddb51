package io.omne;

import io.omne.RecallSet.Query;
import io.omne.embedding.application.EmbeddingModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore.PgIndexType;
import org.springframework.jdbc.core.JdbcTemplate;

/// Spring AI's store, with its index of vectors or without any.
final class SpringAiStore implements OtherStore {

    private final PgVectorStore store;
    private final GivenVectors vectors;
    private final String name;

    SpringAiStore(DataSource database, EmbeddingModel model, PgIndexType index) {
        this.vectors = new GivenVectors(model);
        this.name = "Spring AI, " + (index == PgIndexType.NONE ? "no index" : index);
        this.store = PgVectorStore.builder(new JdbcTemplate(database), vectors)
                .vectorTableName("spring_ai_" + index.name().toLowerCase(Locale.ROOT))
                .dimensions(model.dimension())
                .indexType(index)
                .initializeSchema(true)
                .build();
        store.afterPropertiesSet();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void add(List<EmbeddedMemory> memories) {
        for (EmbeddedMemory memory : memories) {
            memory.passages().forEach(vectors::give);
            store.add(memory.passages().stream()
                    .map(passage -> new Document(
                            passage.text(),
                            Map.of(
                                    "user",
                                    memory.memory().user(),
                                    "memory",
                                    memory.memory().id())))
                    .toList());
        }
    }

    @Override
    public List<String> search(Query query) {
        var request = SearchRequest.builder()
                .query(query.text())
                .topK(DOCUMENTS)
                .filterExpression(
                        new FilterExpressionBuilder().eq("user", query.user()).build())
                .build();
        return store.similaritySearch(request).stream()
                .map(document -> String.valueOf(document.getMetadata().get("memory")))
                .toList();
    }

    /// The vectors that documents have already; any other text is embedded.
    private static final class GivenVectors implements org.springframework.ai.embedding.EmbeddingModel {

        private final Map<String, float[]> given = new ConcurrentHashMap<>();
        private final EmbeddingModel model;

        GivenVectors(EmbeddingModel model) {
            this.model = model;
        }

        void give(EmbeddedMemory.Passage passage) {
            given.put(passage.text(), passage.vector().components());
        }

        @Override
        public EmbeddingResponse call(EmbeddingRequest request) {
            List<String> texts = request.getInstructions();
            return new EmbeddingResponse(IntStream.range(0, texts.size())
                    .mapToObj(i -> new Embedding(vector(texts.get(i)), i))
                    .toList());
        }

        @Override
        public float[] embed(Document document) {
            return vector(Objects.requireNonNull(document.getText()));
        }

        @Override
        public int dimensions() {
            return model.dimension();
        }

        private float[] vector(String text) {
            float[] vector = given.get(text);
            return vector != null
                    ? vector
                    : model.embedQuestions(List.of(text)).getFirst().components();
        }
    }
}
