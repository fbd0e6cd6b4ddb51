package io.omne.embedding.adapter.postgres;

import io.omne.access.UserId;
import io.omne.database.adapter.postgres.CancellableReads;
import io.omne.database.adapter.postgres.PackedRow;
import io.omne.database.adapter.postgres.PackedSql;
import io.omne.embedding.TextSpan;
import io.omne.embedding.api.QueryVector;
import io.omne.embedding.api.VectorSearch.Match;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// Reads passages that match a question. Vectors have unit length, so the inner product is the cosine.
final class MatchReads {

    private static final String[] COLUMNS = {
        PackedSql.uuid("m.entry_id"),
        PackedSql.float8("m.distance"),
        PackedSql.optionalInt4("m.span_start"),
        PackedSql.optionalInt4("m.span_end")
    };

    private final CancellableReads reads;

    MatchReads(ConnectionFactory connections) {
        this.reads = new CancellableReads(connections);
    }

    /// `$1` question, `$2` owner, and more.
    static List<Object> parameters(UserId owner, QueryVector query, Object... more) {
        var parameters = new ArrayList<Object>();
        parameters.add(Arrays.toString(query.vector().components()));
        parameters.add(owner.value());
        parameters.addAll(Arrays.asList(more));
        return parameters;
    }

    /// A statement that returns the rows of another one as one value, the nearest first.
    ///
    /// @param sql selects `entry_id`, `distance`, `span_start` and `span_end`
    static String packed(String sql) {
        return "select %s from (%s) m".formatted(PackedSql.orderedRows("m.distance", COLUMNS), sql);
    }

    /// The rows of a statement in any order.
    ///
    /// @param sql as for {@link #packed}
    Mono<List<Match>> unordered(String sql, List<Object> parameters) {
        return reads.packed(
                "select %s from (%s) m".formatted(PackedSql.rows(COLUMNS), sql), parameters, MatchReads::match);
    }

    /// The rows of a statement, the nearest first.
    ///
    /// @param sql as for {@link #packed}
    Mono<List<Match>> matches(String sql, List<Object> parameters) {
        return reads.packed(packed(sql), parameters, MatchReads::match);
    }

    /// See {@link CancellableReads#sum}.
    <T, A> Mono<A> sum(
            String sql, List<Object> parameters, Function<Readable, T> row, Supplier<A> none, BiFunction<A, T, A> add) {
        return reads.sum(sql, parameters, row, none, add);
    }

    static Match match(PackedRow row) {
        UUID entry = row.uuid();
        double cosine = -row.float8();
        Integer start = row.optionalInt4();
        Integer end = row.optionalInt4();
        return new Match(entry, cosine, start == null || end == null ? null : new TextSpan(start, end));
    }
}
