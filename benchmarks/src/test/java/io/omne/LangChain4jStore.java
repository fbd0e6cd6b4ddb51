package io.omne;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.filter.MetadataFilterBuilder;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore.SearchMode;
import io.omne.RecallSet.Query;
import io.omne.embedding.application.EmbeddingModel;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// LangChain4j's store with its hybrid search: `ts_rank` of documents with all words, and vectors, fused by rank.
final class LangChain4jStore implements OtherStore {

    private final PgVectorEmbeddingStore store;
    private final EmbeddingModel model;

    LangChain4jStore(DataSource database, EmbeddingModel model) {
        this.model = model;
        this.store = PgVectorEmbeddingStore.datasourceBuilder()
                .datasource(database)
                .table("langchain4j")
                .dimension(model.dimension())
                .searchMode(SearchMode.HYBRID)
                .build();
    }

    @Override
    public String name() {
        return "LangChain4j, hybrid";
    }

    @Override
    public void add(List<EmbeddedMemory> memories) {
        for (EmbeddedMemory memory : memories) {
            var metadata = Metadata.from(Map.of(
                    "user", memory.memory().user(), "memory", memory.memory().id()));
            store.addAll(
                    memory.passages().stream()
                            .map(passage -> Embedding.from(passage.vector().components()))
                            .toList(),
                    memory.passages().stream()
                            .map(passage -> TextSegment.from(passage.text(), metadata))
                            .toList());
        }
    }

    @Override
    public List<String> search(Query query) {
        var request = EmbeddingSearchRequest.builder()
                .query(query.text())
                .queryEmbedding(Embedding.from(
                        model.embedQuestions(List.of(query.text())).getFirst().components()))
                .filter(MetadataFilterBuilder.metadataKey("user").isEqualTo(query.user()))
                .maxResults(DOCUMENTS)
                .build();
        return store.search(request).matches().stream()
                .map(match -> match.embedded().metadata().getString("memory"))
                .toList();
    }
}
