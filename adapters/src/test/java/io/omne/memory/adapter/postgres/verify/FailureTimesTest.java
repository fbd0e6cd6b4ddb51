package io.omne.memory.adapter.postgres.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What failed before rows said when.
class FailureTimesTest {

    private static final Path MIGRATION = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("bootstrap/src/main/resources/db/migration/V7__sweeps.sql");

    private static final OffsetDateTime FAILED =
            Instant.parse("2026-01-02T03:04:05.678901Z").atOffset(ZoneOffset.UTC);

    @Test
    void areWhatTheEventsSay() throws IOException {
        try (var stored = new StoredMemories(_ -> new Object[0])) {
            var random = new Random(11);
            for (int i = 0; i < 100; i++) {
                stored.some(random, new UserId(UUID.randomUUID()), 20, stored::listAtOnce);
            }
            for (String table : new String[] {"memories", "memory_list.entries"}) {
                stored.sql.execute("update %s set embedding_due_at = null, updated_at = now()".formatted(table)
                        + " where embedding_status = 'failed'");
            }
            stored.sql.execute("drop index idx_memories_failed_embeddings");

            stored.sql.execute(Files.readString(MIGRATION));

            for (String table : new String[] {"memories", "memory_list.entries"}) {
                assertThat(stored.sql.queryForList(
                                "select distinct embedding_due_at from %s where embedding_status = 'failed'"
                                        .formatted(table),
                                OffsetDateTime.class))
                        .containsExactly(FAILED);
            }
        }
    }
}
