package io.omne.embedding.adapter.postgres;

import io.omne.access.UserId;
import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.VectorIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Stores a row for each passage, in the table of its model. Components are stored in half precision, so the
/// vectors that are read differ slightly in direction.
@Component
class PostgresVectorIndex implements VectorIndex {

    private final JdbcOperations jdbc;
    private final PassageRemoval removal;
    private final StoredPassages passages;
    private final IndexedModels models;
    private final PassageGrowth growth;

    PostgresVectorIndex(JdbcOperations jdbc, DatabaseClient database, IndexedModels models, PassageGrowth growth) {
        this.jdbc = jdbc;
        this.removal = new PassageRemoval(jdbc);
        this.passages = new StoredPassages(database);
        this.models = models;
        this.growth = growth;
    }

    @Override
    public void put(IndexedModel model, Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        // The driver sends float[] in binary; text would be parsed number by number.
        var rows = new ArrayList<Object[]>();
        for (Entry entry : entries) {
            for (int i = 0; i < entry.passages().size(); i++) {
                EmbeddedPassage passage = entry.passages().get(i);
                check(model, passage.vector());
                rows.add(new Object[] {
                    entry.owner().value(),
                    entry.id(),
                    i,
                    passage.span().start(),
                    passage.span().end(),
                    passage.vector().components()
                });
            }
        }
        String table = PassageTables.name(model);
        removal.remove(
                model,
                entries.stream().map(entry -> entry.owner().value()).toArray(UUID[]::new),
                entries.stream().map(Entry::id).toArray(UUID[]::new));
        jdbc.batchUpdate("""
                insert into %s (user_id, entry_id, passage, span_start, span_end, embedding)
                values (?, ?, ?, ?, ?, ?::halfvec)""".formatted(table), rows);
        entries.stream()
                .map(Entry::owner)
                .distinct()
                .sorted(Comparator.comparing(UserId::value))
                .forEach(owner -> growth.look(model, owner));
    }

    private static void check(IndexedModel model, Vector passage) {
        if (passage.dimension() != model.spec().dimension()) {
            throw ModelFault.wrongDimension(
                    model.spec().model(), passage.dimension(), model.spec().dimension());
        }
    }

    @Override
    public void remove(UserId owner, UUID entry) {
        IndexedModels.Snapshot kept = models.lock();
        Stream.of(kept.serving(), kept.next() == null ? kept.serving() : kept.next())
                .distinct()
                .forEach(model -> removal.remove(model, new UUID[] {owner.value()}, new UUID[] {entry}));
    }

    @Override
    public Mono<List<Vector>> find(UserId owner, UUID entry) {
        return passages.find(owner, entry);
    }
}
