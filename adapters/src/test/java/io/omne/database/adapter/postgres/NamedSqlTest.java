package io.omne.database.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedSqlTest {

    private final NamedSql sql =
            NamedSql.of("select :user_id, 1::bigint from t where a = :from and b = :user_id limit :limit");

    @Test
    void numbersEachNameOnce() {
        assertThat(sql.numbered()).isEqualTo("select $1, 1::bigint from t where a = $2 and b = $1 limit $3");
        assertThat(sql.values(Map.of("limit", 3, "user_id", "one", "from", 2))).isEqualTo(List.of("one", 2, 3));
    }

    @Test
    void namesAMissingValue() {
        assertThatThrownBy(() -> sql.values(Map.of("user_id", 1, "limit", 3)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("from");
    }
}
