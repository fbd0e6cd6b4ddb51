package io.omne.embedding.adapter.postgres;

import io.omne.access.UserId;
import io.omne.database.adapter.postgres.PackedRow;
import io.omne.embedding.adapter.postgres.CodePage.PassageKey;
import io.omne.embedding.api.QueryVector;
import io.omne.embedding.api.VectorSearch.Match;
import io.omne.embedding.api.VectorSelection;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Finds the nearest passages of a user: compares those in no cluster, and those of the nearest clusters whose codes
/// are nearest.
final class NearestPassages {

    /// The least number of vectors that are compared, of those whose codes are nearest.
    private static final int LEAST_VECTORS = 600;

    /// How many times as many vectors are compared as passages are wanted, at least.
    private static final int VECTORS = 3;

    /// One vector is compared for each so many codes, at least.
    private static final int CODES = 80;

    private final MatchReads reads;

    NearestPassages(MatchReads reads) {
        this.reads = reads;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    private record PageRow(
            byte @Nullable [] matches,
            byte @Nullable [] entries,
            @Nullable Double centre,
            @Nullable Long passages) {

        static PageRow of(Readable row) {
            return new PageRow(
                    row.get("matches", byte[].class),
                    row.get("entries", byte[].class),
                    row.get("centre", Double.class),
                    row.get("passages", Long.class));
        }
    }

    /// What the first statement has found.
    private static final class Found {

        private final List<Match> matches = new ArrayList<>();
        private @Nullable CodeCandidates candidates;

        Found add(PageRow row, QueryVector query, VectorSelection selection, int passages) {
            matches.addAll(PackedRow.readAll(row.matches(), MatchReads::match));
            if (row.entries() != null && row.centre() != null) {
                if (candidates == null) {
                    long all = row.passages() == null ? 0 : row.passages();
                    candidates = new CodeCandidates(query, selection, vectors(all, passages));
                }
                candidates.add(row.entries(), row.centre().floatValue());
            }
            return this;
        }

        private static int vectors(long all, int passages) {
            return (int) Math.max(NearestSql.codes(all) / CODES, Math.max(LEAST_VECTORS, VECTORS * passages));
        }
    }

    /// The nearest come first.
    Mono<List<Match>> nearest(UserId owner, QueryVector query, VectorSelection selection, int passages) {
        SelectionSql selected = SelectionSql.of(selection, NearestSql.PARAMETERS + 1);
        var parameters = MatchReads.parameters(
                owner,
                query,
                query.model().id(),
                passages,
                NearestSql.CODES,
                selection instanceof VectorSelection.Only only ? only.ids().size() : Integer.MAX_VALUE);
        parameters.addAll(selected.parameters());
        return reads.sum(
                        NearestSql.pages(query.model(), selected),
                        parameters,
                        PageRow::of,
                        Found::new,
                        (found, row) -> found.add(row, query, selection, passages))
                .flatMap(found -> found.candidates == null
                        ? Mono.just(found.matches)
                        : compared(owner, query, found.candidates.keys(), passages)
                                .map(compared -> nearest(compared, found.matches, passages)));
    }

    private Mono<List<Match>> compared(UserId owner, QueryVector query, List<PassageKey> keys, int passages) {
        var parameters = MatchReads.parameters(
                owner,
                query,
                keys.stream().map(PassageKey::entry).toArray(UUID[]::new),
                keys.stream().map(key -> (short) key.passage()).toArray(Short[]::new),
                passages);
        return reads.matches(NearestSql.compared(query.model()), parameters);
    }

    private static List<Match> nearest(List<Match> one, List<Match> other, int passages) {
        return Stream.concat(one.stream(), other.stream())
                .sorted(Comparator.comparingDouble(Match::cosine).reversed())
                .limit(passages)
                .toList();
    }
}
