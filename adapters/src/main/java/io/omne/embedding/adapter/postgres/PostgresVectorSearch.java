package io.omne.embedding.adapter.postgres;

import io.omne.access.UserId;
import io.omne.embedding.api.QueryVector;
import io.omne.embedding.api.VectorSearch;
import io.omne.embedding.api.VectorSelection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Compares each passage of few selected texts; finds those of others by {@link NearestPassages}.
@Component
class PostgresVectorSearch implements VectorSearch {

    /// If no more texts are selected, each of them is compared.
    private static final int EXACT_TEXTS = 10_000;

    /// How many passages are read for each text that is wanted. If the best passages are of too few texts, more are
    /// read.
    private static final int PASSAGES = 2;
    private static final int MORE_PASSAGES = 8;

    private final MatchReads reads;
    private final NearestPassages nearestPassages;
    private final PassageGrowth growth;

    PostgresVectorSearch(ConnectionFactory connections, PassageGrowth growth) {
        this.reads = new MatchReads(connections);
        this.nearestPassages = new NearestPassages(reads);
        this.growth = growth;
    }

    @Override
    public Mono<List<Match>> nearest(UserId owner, QueryVector query, VectorSelection selection, int limit) {
        if (selection instanceof VectorSelection.Only only) {
            if (only.ids().isEmpty()) {
                return Mono.just(List.of());
            }
            if (only.ids().size() <= EXACT_TEXTS) {
                return nearest(limit, limit * PASSAGES, passages -> exact(owner, query, selection, passages));
            }
        }
        return nearest(limit, limit * PASSAGES, passages -> nearestPassages.nearest(owner, query, selection, passages))
                // Also if it was cancelled: without clusters, a search of very many passages takes too long.
                .doFinally(_ -> growth.lookLater(query.model(), owner));
    }

    private static Mono<List<Match>> nearest(int limit, int passages, IntFunction<Mono<List<Match>>> read) {
        return read.apply(passages).flatMap(found -> {
            List<Match> best = bestOfEach(found, limit);
            return best.size() < limit && found.size() == passages
                    ? nearest(limit, passages * MORE_PASSAGES, read)
                    : Mono.just(best);
        });
    }

    private Mono<List<Match>> exact(UserId owner, QueryVector query, VectorSelection selection, int passages) {
        SelectionSql selected = SelectionSql.of(selection, 4);
        var parameters = MatchReads.parameters(owner, query, passages);
        parameters.addAll(selected.parameters());
        String sql = """
                select entry_id, span_start, span_end,
                    embedding <#> (select cast($1 as halfvec)) as distance
                from %s where user_id = $2 %s order by distance limit $3""".formatted(PassageTables.name(query.model()), selected.condition());
        return reads.matches(sql, parameters);
    }

    /// @param found the nearest first
    private static List<Match> bestOfEach(List<Match> found, int limit) {
        Map<UUID, Match> best = new LinkedHashMap<>();
        found.forEach(match -> best.putIfAbsent(match.id(), match));
        return best.values().stream().limit(limit).toList();
    }

    @Override
    public Mono<List<Match>> cosines(UserId owner, QueryVector query, VectorSelection selection) {
        SelectionSql selected = SelectionSql.of(selection, 3);
        var parameters = MatchReads.parameters(owner, query);
        parameters.addAll(selected.parameters());
        // The best passage of each text is taken here: PostgreSQL would sort all passages for it.
        String sql = """
                select entry_id, span_start, span_end, embedding <#> (select cast($1 as halfvec)) as distance
                from %s where user_id = $2 %s""".formatted(PassageTables.name(query.model()), selected.condition());
        return reads.unordered(sql, parameters).map(PostgresVectorSearch::nearestOfEach);
    }

    private static List<Match> nearestOfEach(List<Match> passages) {
        Map<UUID, Match> nearest = HashMap.newHashMap(passages.size());
        passages.forEach(passage ->
                nearest.merge(passage.id(), passage, (one, other) -> one.cosine() >= other.cosine() ? one : other));
        return List.copyOf(nearest.values());
    }
}
