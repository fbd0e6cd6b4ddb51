package io.omne.memory.adapter.postgres.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// The lookup of a time of access in a database where most users have few memories.
class AccessSqlTest {

    @Test
    void readsNoOtherMemoryOfTheUser() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.dataSource().getConnection()) {
            var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            jdbc.execute("""
                    insert into memory_accesses
                    select md5(cast(u as text))::uuid, gen_random_uuid(), now() from generate_series(1, 50) u (u), generate_series(1, 100)""");
            jdbc.execute("vacuum analyze memory_accesses");
            jdbc.execute("set plan_cache_mode = force_generic_plan");
            jdbc.execute("prepare lookup (uuid, uuid) as select k.id, a.accessed_at from unnest(array[$2]) k (id)"
                    + " left join lateral (%s) a on true"
                            .formatted(AccessSql.of("k.id").replace(":user_id", "$1")));

            List<@Nullable String> plan =
                    jdbc.queryForList("explain execute lookup (gen_random_uuid(), gen_random_uuid())", String.class);

            assertThat(plan.toString()).contains("memory_accesses_pkey").doesNotContain("idx_memories_user_accessed");
        }
    }
}
