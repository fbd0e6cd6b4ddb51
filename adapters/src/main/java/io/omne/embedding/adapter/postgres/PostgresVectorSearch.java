package io.omne.embedding.adapter.postgres;

import io.omne.access.UserId;
import io.omne.database.adapter.postgres.CancellableReads;
import io.omne.database.adapter.postgres.PackedRow;
import io.omne.embedding.TextSpan;
import io.omne.embedding.adapter.postgres.CodePage.PassageKey;
import io.omne.embedding.api.QueryVector;
import io.omne.embedding.api.VectorSearch;
import io.omne.embedding.api.VectorSelection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Vectors have unit length, so the inner product is the cosine.
@Component
class PostgresVectorSearch implements VectorSearch {

    /// If no more texts are selected, each of them is compared.
    private static final int EXACT_TEXTS = 10_000;

    /// How many passages are read for each text that is wanted. If the best passages are of too few texts, more are
    /// read.
    private static final int PASSAGES = 2;
    private static final int MORE_PASSAGES = 8;

    private final CancellableReads reads;
    private final PassageGrowth growth;

    PostgresVectorSearch(ConnectionFactory connections, PassageGrowth growth) {
        this.reads = new CancellableReads(connections);
        this.growth = growth;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    private record PageRow(byte @Nullable [] matches, byte @Nullable [] entries) {

        static PageRow of(Readable row) {
            return new PageRow(row.get("matches", byte[].class), row.get("entries", byte[].class));
        }
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
        return nearest(limit, limit * PASSAGES, passages -> passages(owner, query, selection, passages))
                .doOnSuccess(_ -> growth.lookLater(query.model(), owner));
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
        var parameters = parameters(owner, query, passages);
        parameters.addAll(selected.parameters());
        String sql = """
                select entry_id, span_start, span_end,
                    embedding <#> (select cast($1 as halfvec)) as distance
                from %s where user_id = $2 %s order by distance limit $3""".formatted(PassageTables.name(query.model()), selected.condition());
        return matches(sql, parameters);
    }

    private Mono<List<Match>> passages(UserId owner, QueryVector query, VectorSelection selection, int passages) {
        SelectionSql selected = SelectionSql.of(selection, NearestSql.PARAMETERS + 1);
        var parameters = parameters(
                owner,
                query,
                query.model().id(),
                passages,
                NearestSql.CODES,
                selection instanceof VectorSelection.Only only ? only.ids().size() : Integer.MAX_VALUE);
        parameters.addAll(selected.parameters());
        int vectors = Math.max(NearestSql.LEAST_VECTORS, NearestSql.VECTORS * passages);
        return reads.rows(NearestSql.pages(query.model(), selected), parameters, PageRow::of)
                .flatMap(rows -> {
                    List<Match> others = PackedRow.readAll(rows.getFirst().matches(), PostgresVectorSearch::match);
                    if (rows.size() == 1) {
                        return Mono.just(others);
                    }
                    var candidates = new CodeCandidates(query, selection, vectors);
                    rows.stream().map(PageRow::entries).filter(Objects::nonNull).forEach(candidates::add);
                    return compared(owner, query, candidates.keys(), passages)
                            .map(found -> nearest(found, others, passages));
                });
    }

    private Mono<List<Match>> compared(UserId owner, QueryVector query, List<PassageKey> keys, int passages) {
        var parameters = parameters(
                owner,
                query,
                keys.stream().map(PassageKey::entry).toArray(UUID[]::new),
                keys.stream().map(key -> (short) key.passage()).toArray(Short[]::new),
                passages);
        return reads.packed(NearestSql.compared(query.model()), parameters, PostgresVectorSearch::match);
    }

    /// A passage that leaves a cluster or joins one between the two statements may be in both.
    private static List<Match> nearest(List<Match> one, List<Match> other, int passages) {
        return Stream.concat(one.stream(), other.stream())
                .sorted(Comparator.comparingDouble(Match::cosine).reversed())
                .distinct()
                .limit(passages)
                .toList();
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
        var parameters = parameters(owner, query);
        parameters.addAll(selected.parameters());
        String sql = """
                select distinct on (entry_id) entry_id, span_start, span_end,
                    embedding <#> (select cast($1 as halfvec)) as distance
                from %s where user_id = $2 %s order by entry_id, distance""".formatted(PassageTables.name(query.model()), selected.condition());
        return matches(sql, parameters);
    }

    private static List<Object> parameters(UserId owner, QueryVector query, Object... more) {
        var parameters = new ArrayList<Object>();
        parameters.add(Arrays.toString(query.vector().components()));
        parameters.add(owner.value());
        parameters.addAll(Arrays.asList(more));
        return parameters;
    }

    private Mono<List<Match>> matches(String sql, List<Object> parameters) {
        return reads.packed(
                "select %s from (%s) m".formatted(NearestSql.MATCHES, sql), parameters, PostgresVectorSearch::match);
    }

    private static Match match(PackedRow row) {
        UUID entry = row.uuid();
        double cosine = -row.float8();
        Integer start = row.optionalInt4();
        Integer end = row.optionalInt4();
        return new Match(entry, cosine, start == null || end == null ? null : new TextSpan(start, end));
    }
}
