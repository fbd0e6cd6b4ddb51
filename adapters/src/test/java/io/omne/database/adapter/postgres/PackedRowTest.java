package io.omne.database.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class PackedRowTest {

    private static final UUID ID = UUID.fromString("ffffffff-0000-4000-8000-00000000abcd");

    private static final String[] COLUMNS = {
        PackedSql.int8("a"),
        PackedSql.int4("b"),
        PackedSql.optionalInt4("c"),
        PackedSql.float8("d"),
        PackedSql.uuid("e"),
        PackedSql.optionalUuid("f"),
        PackedSql.time("g"),
        PackedSql.bytes("h"),
        PackedSql.optionalText("i")
    };

    private record Row(
            long a,
            int b,
            @Nullable Integer c,
            double d,
            UUID e,
            @Nullable UUID f,
            Instant g,
            String h,
            @Nullable String i) {

        static Row read(PackedRow row) {
            return new Row(
                    row.int8(),
                    row.int4(),
                    row.optionalInt4(),
                    row.float8(),
                    row.uuid(),
                    row.optionalUuid(),
                    row.time(),
                    text(row.slice()),
                    row.optionalText());
        }

        private static String text(PackedRow.Slice slice) {
            return new String(slice.bytes(), slice.from(), slice.to() - slice.from(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void readsWhatPostgresPacks() {
        assertThat(rows("""
                (cast(3 as bigint), 7, cast(null as int), cast(0.5 as float8), uuid '%1$s', cast(null as uuid),
                    timestamptz '2024-05-14 10:00:00.123456+00', bytea 'three', cast(null as text)),
                (-9223372036854775808, -2147483648, -1, '-infinity', '%1$s', '%1$s',
                    '0001-01-01 00:00:00+00', '', ''),
                (1, 0, 0, 0, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000',
                    '9999-12-31 23:59:59.999999+00', '\\x6f6e65', 'Zoë said: 你好 😀')
                """.formatted(ID)))
                .containsExactly(
                        new Row(
                                Long.MIN_VALUE,
                                Integer.MIN_VALUE,
                                -1,
                                Double.NEGATIVE_INFINITY,
                                ID,
                                ID,
                                Instant.parse("0001-01-01T00:00:00Z"),
                                "",
                                ""),
                        new Row(
                                1,
                                0,
                                0,
                                0,
                                new UUID(0, 0),
                                new UUID(0, 0),
                                Instant.parse("9999-12-31T23:59:59.999999Z"),
                                "one",
                                "Zoë said: 你好 😀"),
                        new Row(
                                3,
                                7,
                                null,
                                0.5,
                                ID,
                                null,
                                Instant.parse("2024-05-14T10:00:00.123456Z"),
                                "three",
                                null));
    }

    @Test
    void readsNothingOfNoRows() {
        assertThat(PackedRow.readAll(null, Row::read)).isEmpty();
    }

    private static List<Row> rows(String values) {
        try (TestDatabase database = TestDatabase.create()) {
            String sql = "select %s from (values %s) v (a, b, c, d, e, f, g, h, i)"
                    .formatted(PackedSql.orderedRows("a", COLUMNS), values);
            byte[] packed = new JdbcTemplate(database.dataSource()).queryForObject(sql, byte[].class);
            return PackedRow.readAll(packed, Row::read);
        }
    }
}
