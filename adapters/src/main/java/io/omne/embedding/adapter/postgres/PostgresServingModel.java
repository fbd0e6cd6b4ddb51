package io.omne.embedding.adapter.postgres;

import io.omne.database.adapter.postgres.ReadRetry;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.application.ServingModel;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

@Component
class PostgresServingModel implements ServingModel {

    private static final String FIND =
            "select id, provider, model, dimension from embedding_models where state = 'serving'";

    /// Longer than the server's own `statement_timeout`, for a server that does not answer at all.
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private final DatabaseClient database;

    PostgresServingModel(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<IndexedModel> find() {
        return database.sql(FIND)
                .map(PostgresServingModel::read)
                .one()
                .retryWhen(ReadRetry.RETRY)
                .timeout(LONGEST)
                .onErrorMap(
                        TimeoutException.class,
                        timeout -> new QueryTimeoutException("PostgreSQL did not answer", timeout));
    }

    private static IndexedModel read(Readable row) {
        var spec = new ModelSpec(
                Objects.requireNonNull(row.get("provider", String.class)),
                new ModelName(Objects.requireNonNull(row.get("model", String.class))),
                Objects.requireNonNull(row.get("dimension", Integer.class)));
        return new IndexedModel(Objects.requireNonNull(row.get("id", Integer.class)), spec);
    }
}
