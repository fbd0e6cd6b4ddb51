package io.omne.memory.adapter.postgres.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.embedding.api.Lane;
import io.omne.memory.application.embedding.TextLength;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What the worker for short texts reads does not grow with the long ones that wait, which come first.
class ShortTextsTest {

    /// The planner may read a small table otherwise than a large one.
    private static final int SOME = 20;

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate sql = new JdbcTemplate(database.dataSource());
    private final PostgresEmbeddingQueue queue = new PostgresEmbeddingQueue(new NamedParameterJdbcTemplate(sql));
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));

    @AfterEach
    void drop() {
        database.close();
    }

    /// @param users over whom they are spread
    private void pending(int memories, int users, int characters) {
        sql.update("""
                insert into memories (user_id, id, content, memory_type, source, tags, metadata, embedding_status,
                    embedding_attempts, embedding_due_at, created_at, updated_at, revision, version, sequence)
                select lpad((n %% ?)::text, 32, '0')::uuid, gen_random_uuid(), repeat('x', ?), 'note', 'manual', '{}', '{}',
                    'pending', 0, timestamptz '2026-11-28T09:00:00Z' + n * interval '1 ms' - ? * interval '1 ms',
                    now(), now(), 1, 1, 1
                from generate_series(1, ?) n""".replace("%%", "%"), users, characters, characters, memories);
        sql.execute("analyze memories");
    }

    private record Reading(int taken, long rows) {}

    private Reading readShort() {
        return Objects.requireNonNull(transaction.execute(_ -> {
            long before = rowsRead();
            List<Memory> due = queue.due(Lane.FRESH, 10, TextLength.SHORT, NOW);
            return new Reading(due.size(), rowsRead() - before);
        }));
    }

    private long rowsRead() {
        return Objects.requireNonNull(sql.queryForObject("""
                select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables
                where relname = 'memories'""", Long.class));
    }

    @Test
    void readsNoMoreRowsForAUsersLongTexts() {
        pending(20, 1, 100);
        pending(10, 1, 1_001);
        Reading few = readShort();
        assertThat(few.taken()).isEqualTo(10);

        pending(5_000, 1, 2_000);

        Reading many = readShort();
        assertThat(many.taken()).isEqualTo(few.taken());
        assertThat(many.rows()).isLessThanOrEqualTo(few.rows() + SOME);
    }

    @Test
    void readsNoMoreRowsForUsersOfLongTextsAlone() {
        pending(20, 1, 100);
        Reading few = readShort();

        pending(5_000, 500, 2_000);

        Reading many = readShort();
        assertThat(many.taken()).isEqualTo(few.taken());
        assertThat(many.rows()).isLessThanOrEqualTo(few.rows() + SOME);
    }

    @Test
    void findsTheLongOnesForThoseWhoTakeAny() {
        pending(3, 1, 1_000);
        pending(4, 1, 1_001);

        assertThat(transaction.<Integer>execute(
                        _ -> queue.due(Lane.FRESH, 10, TextLength.ANY, NOW).size()))
                .isEqualTo(7);
        assertThat(transaction.<Integer>execute(
                        _ -> queue.due(Lane.FRESH, 10, TextLength.SHORT, NOW).size()))
                .isEqualTo(3);
    }
}
