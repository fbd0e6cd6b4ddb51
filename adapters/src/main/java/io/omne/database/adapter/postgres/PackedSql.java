package io.omne.database.adapter.postgres;

/// Parts of statements that return many rows as one value of type `bytea`, for {@link PackedRow}: the driver needs
/// longer to decode the columns of many rows than PostgreSQL to read them. Each part takes an SQL expression.
public final class PackedSql {

    private PackedSql() {}

    /// Aggregates rows. The value is null if there are none.
    ///
    /// @param columns from the other methods of this class, in the order in which they are read
    public static String rows(String... columns) {
        return "string_agg(%s, cast('' as bytea))".formatted(String.join(" || ", columns));
    }

    /// Aggregates rows in an order, such as `e.happened_at, e.number`.
    public static String orderedRows(String order, String... columns) {
        return "string_agg(%s, cast('' as bytea) order by %s)".formatted(String.join(" || ", columns), order);
    }

    /// A `bigint`, for {@link PackedRow#int8}.
    public static String int8(String value) {
        return "int8send(%s)".formatted(value);
    }

    /// An `integer`, for {@link PackedRow#int4}.
    public static String int4(String value) {
        return "int4send(%s)".formatted(value);
    }

    /// The number of a transaction, such as `xmin`, for {@link PackedRow#int4}.
    public static String xid(String value) {
        return "xidsend(%s)".formatted(value);
    }

    /// An `integer` or null, for {@link PackedRow#optionalInt4}.
    public static String optionalInt4(String value) {
        return "boolsend(%1$s is not null) || int4send(coalesce(%1$s, 0))".formatted(value);
    }

    /// A `double precision`, for {@link PackedRow#float8}.
    public static String float8(String value) {
        return "float8send(%s)".formatted(value);
    }

    /// A `uuid`, for {@link PackedRow#uuid}.
    public static String uuid(String value) {
        return "uuid_send(%s)".formatted(value);
    }

    /// A `uuid` or null, for {@link PackedRow#optionalUuid}.
    public static String optionalUuid(String value) {
        return "boolsend(%1$s is not null) || coalesce(uuid_send(%1$s), cast('' as bytea))".formatted(value);
    }

    /// A `timestamptz`, for {@link PackedRow#time}.
    public static String time(String value) {
        return "timestamptz_send(%s)".formatted(value);
    }

    /// A `bytea`, for {@link PackedRow#bytes}.
    public static String bytes(String value) {
        return "int4send(octet_length(%1$s)) || %1$s".formatted(value);
    }

    /// A `timestamptz` or null, for {@link PackedRow#optionalTime}.
    public static String optionalTime(String value) {
        return "boolsend(%1$s is not null) || coalesce(timestamptz_send(%1$s), cast('' as bytea))".formatted(value);
    }

    /// A `text` or null, for {@link PackedRow#optionalText}.
    public static String optionalText(String value) {
        return """
                int4send(coalesce(octet_length(convert_to(%1$s, 'UTF8')), -1))
                || coalesce(convert_to(%1$s, 'UTF8'), cast('' as bytea))""".formatted(value);
    }
}
