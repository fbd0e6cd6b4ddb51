package io.omne.embedding.adapter.postgres;

import io.omne.access.UserId;
import io.omne.embedding.Vector;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Reads the passages of the serving model.
final class StoredPassages {

    private static final String SERVING = "select id from embedding_models where state = 'serving'";

    /// Longer than the server's own `statement_timeout`, for a server that does not answer at all.
    private static final Duration LONGEST = Duration.ofSeconds(12);

    /// A read whose connection was lost changes nothing, so it is repeated on another one.
    private static final int MOST_RETRIES = 2;

    private final DatabaseClient database;

    StoredPassages(DatabaseClient database) {
        this.database = database;
    }

    /// Looks up the serving model first. If that model is replaced meanwhile, its table still exists for a while.
    Mono<List<Vector>> find(UserId owner, UUID entry) {
        return database.sql(SERVING)
                .mapValue(Integer.class)
                .one()
                .timeout(LONGEST)
                .flatMap(model -> find(model, owner, entry))
                .retryWhen(Retry.max(MOST_RETRIES).filter(StoredPassages::isLostConnection))
                .onErrorMap(
                        TimeoutException.class,
                        timeout -> new QueryTimeoutException("PostgreSQL did not answer", timeout));
    }

    private static boolean isLostConnection(Throwable failure) {
        return failure instanceof DataAccessResourceFailureException
                && failure.getCause() instanceof R2dbcNonTransientResourceException;
    }

    private Mono<List<Vector>> find(int model, UserId owner, UUID entry) {
        return database.sql("""
                        select embedding::real[] from %s
                        where user_id = :owner and entry_id = :entry
                        order by passage
                        """.formatted(PassageTables.name(model)))
                .bind("owner", owner.value())
                .bind("entry", entry)
                .mapValue(Float[].class)
                .all()
                .map(StoredPassages::vector)
                .collectList()
                .timeout(LONGEST);
    }

    private static Vector vector(Float[] stored) {
        var components = new float[stored.length];
        for (int i = 0; i < stored.length; i++) {
            components[i] = stored[i];
        }
        return Vector.towards(components);
    }
}
