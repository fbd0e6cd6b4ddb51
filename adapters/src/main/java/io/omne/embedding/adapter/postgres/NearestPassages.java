package io.omne.embedding.adapter.postgres;

import io.omne.access.UserId;
import io.omne.database.adapter.postgres.PackedRow;
import io.omne.embedding.adapter.postgres.CodePage.PassageKey;
import io.omne.embedding.api.QueryVector;
import io.omne.embedding.api.VectorSearch.Match;
import io.omne.embedding.api.VectorSelection;
import io.r2dbc.spi.Readable;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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

    /// A vector is compared for so many codes, at least.
    private static final int CODES = 40;

    private final MatchReads reads;

    NearestPassages(MatchReads reads) {
        this.reads = reads;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    private record PageRow(byte @Nullable [] matches, byte @Nullable [] entries) {

        static PageRow of(Readable row) {
            return new PageRow(row.get("matches", byte[].class), row.get("entries", byte[].class));
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
        return reads.rows(NearestSql.pages(query.model(), selected), parameters, PageRow::of)
                .flatMap(rows -> {
                    List<Match> others = PackedRow.readAll(rows.getFirst().matches(), MatchReads::match);
                    if (rows.size() == 1) {
                        return Mono.just(others);
                    }
                    List<byte[]> pages = rows.stream()
                            .map(PageRow::entries)
                            .filter(Objects::nonNull)
                            .toList();
                    var candidates = new CodeCandidates(query, selection, vectors(query, pages, passages));
                    pages.forEach(candidates::add);
                    return compared(owner, query, candidates.keys(), passages)
                            .map(found -> nearest(found, others, passages));
                });
    }

    private static int vectors(QueryVector query, List<byte[]> pages, int passages) {
        int bytes = pages.stream().mapToInt(page -> page.length).sum();
        int codes = bytes / CodePage.entryBytes(query.model());
        return Math.max(LEAST_VECTORS, Math.max(VECTORS * passages, codes / CODES));
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

    /// A passage that leaves a cluster or joins one between the two statements may be in both.
    private static List<Match> nearest(List<Match> one, List<Match> other, int passages) {
        return Stream.concat(one.stream(), other.stream())
                .sorted(Comparator.comparingDouble(Match::cosine).reversed())
                .distinct()
                .limit(passages)
                .toList();
    }
}
