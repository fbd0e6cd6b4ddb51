package io.omne.database.adapter.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the columns of a row that {@link PackedSql} has packed, in their order.
public final class PackedRow {

    /// PostgreSQL counts times in microseconds from this moment.
    private static final Instant ORIGIN = Instant.parse("2000-01-01T00:00:00Z");

    private final byte[] packed;
    private final ByteBuffer buffer;

    private PackedRow(byte[] packed) {
        this.packed = packed;
        this.buffer = ByteBuffer.wrap(packed);
    }

    /// @param packed many rows; null for none
    /// @param row must read all columns of a row
    public static <T> List<T> readAll(byte @Nullable [] packed, Function<PackedRow, T> row) {
        if (packed == null) {
            return List.of();
        }
        var rows = new ArrayList<T>();
        var reader = new PackedRow(packed);
        while (reader.buffer.hasRemaining()) {
            rows.add(row.apply(reader));
        }
        return rows;
    }

    public long int8() {
        return buffer.getLong();
    }

    public int int4() {
        return buffer.getInt();
    }

    public @Nullable Integer optionalInt4() {
        boolean isPresent = buffer.get() == 1;
        int value = buffer.getInt();
        return isPresent ? value : null;
    }

    public double float8() {
        return buffer.getDouble();
    }

    public UUID uuid() {
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    public @Nullable UUID optionalUuid() {
        return buffer.get() == 1 ? uuid() : null;
    }

    public Instant time() {
        return time(buffer.getLong());
    }

    /// @param binary a `timestamptz` as PostgreSQL stores it
    static Instant time(long binary) {
        return ORIGIN.plus(binary, ChronoUnit.MICROS);
    }

    public @Nullable Instant optionalTime() {
        return buffer.get() == 1 ? time() : null;
    }

    public @Nullable String optionalText() {
        int size = buffer.getInt();
        if (size < 0) {
            return null;
        }
        var text = new String(packed, buffer.position(), size, StandardCharsets.UTF_8);
        buffer.position(buffer.position() + size);
        return text;
    }

    public byte[] bytes() {
        byte[] bytes = new byte[buffer.getInt()];
        buffer.get(bytes);
        return bytes;
    }

    /// A column of type `bytea`, without a copy of its bytes.
    public Slice slice() {
        int size = buffer.getInt();
        int from = buffer.position();
        buffer.position(from + size);
        return new Slice(packed, from, from + size);
    }

    /// Part of the bytes of all rows.
    ///
    /// @param from the first byte
    /// @param to the byte after the last
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    public record Slice(byte[] bytes, int from, int to) {

        public int size() {
            return to - from;
        }
    }
}
