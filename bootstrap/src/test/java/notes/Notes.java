package notes;

import io.omne.access.UserId;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.BatchEmbedder;
import io.omne.embedding.api.BatchEmbedder.Batch;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.IndexedModels.Snapshot;
import io.omne.embedding.api.Lane;
import io.omne.embedding.api.Reembedding;
import io.omne.embedding.api.SourceText;
import io.omne.embedding.api.TextQueue;
import io.omne.embedding.api.TextSource;
import io.omne.embedding.api.VectorIndex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Notes of users.
public class Notes implements TextSource, TextQueue {

    private final NoteRows rows;
    private final BatchEmbedder batches;
    private final IndexedModels models;
    private final VectorIndex vectors;
    private final Reembedding modelChange;
    private final TransactionTemplate transaction;
    private final List<IndexedModel> served = new CopyOnWriteArrayList<>();

    Notes(
            JdbcOperations jdbc,
            BatchEmbedder batches,
            IndexedModels models,
            VectorIndex vectors,
            Reembedding modelChange,
            PlatformTransactionManager transactions) {
        this.rows = new NoteRows(jdbc);
        this.batches = batches;
        this.models = models;
        this.vectors = vectors;
        this.modelChange = modelChange;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// @return its key, once it has vectors
    public TextKey add(UserId owner, String text) {
        TextKey key = rows.add(owner, text);
        IndexedModel serving = models.current().serving();
        batches.embed(
                this,
                new Batch(serving, Lane.FRESH, 10, limit -> new Claims(serving, rows.waiting(limit))),
                () -> true);
        return key;
    }

    public void delete(TextKey note) {
        transaction.executeWithoutResult(_ -> {
            rows.delete(note);
            modelChange.changed(note);
        });
    }

    /// The models that took the place of others.
    public List<IndexedModel> served() {
        return served;
    }

    @Override
    public void finish(IndexedModel model, List<EmbeddingResult> results) {
        transaction.executeWithoutResult(_ -> {
            Snapshot kept = models.lock();
            for (EmbeddingResult result : results) {
                if (result instanceof EmbeddingResult.Embedded it) {
                    TextKey key = it.key();
                    rows.setEmbedded(key, true);
                    vectors.put(model, List.of(new VectorIndex.Entry(key.owner(), key.id(), it.passages())));
                    if (kept.next() != null) {
                        modelChange.embedded(kept.next(), List.of(key));
                    }
                }
            }
        });
    }

    @Override
    public void renew(IndexedModel model, Map<TextKey, Long> tokens) {}

    @Override
    public void giveBack(IndexedModel model, Map<TextKey, Long> tokens) {}

    @Override
    public String name() {
        return NoteRows.SOURCE;
    }

    @Override
    public Page embedded(TextKey after, int limit) {
        List<TextKey> texts = rows.embedded(after, limit);
        return new Page(texts, texts.size() < limit ? null : texts.getLast());
    }

    @Override
    public Found find(Collection<TextKey> keys) {
        return new Found(rows.find(keys), Set.of());
    }

    @Override
    public List<SourceText> lock(Collection<TextKey> keys) {
        return rows.lock(keys);
    }

    @Override
    public int embedAgain(IndexedModel serving, Collection<TextKey> outdated, int limit) {
        outdated.forEach(key -> rows.setEmbedded(key, false));
        return outdated.size();
    }

    @Override
    public void served(IndexedModel serving) {
        served.add(serving);
    }
}
