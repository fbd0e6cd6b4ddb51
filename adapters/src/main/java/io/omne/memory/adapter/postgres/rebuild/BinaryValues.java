package io.omne.memory.adapter.postgres.rebuild;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes values of columns in PostgreSQL's binary format: the length in bytes, or -1 for null, and then the bytes.
final class BinaryValues {

    /// The OID of the type `text`.
    private static final int TEXT = 25;

    /// The OID of the type `uuid`.
    private static final int UUID_TYPE = 2950;

    /// The start of the year 2000 in Unix time, from which PostgreSQL counts microseconds.
    private static final long YEAR_2000_SECONDS = 946_684_800;

    private final DataOutputStream out;

    BinaryValues(DataOutputStream out) {
        this.out = out;
    }

    void write(@Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeInt(-1);
            case String text -> writeText(text, out);
            case UUID id -> writeId(id, out);
            case Integer number -> {
                out.writeInt(4);
                out.writeInt(number);
            }
            case Long number -> {
                out.writeInt(8);
                out.writeLong(number);
            }
            case OffsetDateTime time -> {
                out.writeInt(8);
                out.writeLong(micros(time));
            }
            case String[] texts -> writeArray(TEXT, texts, BinaryValues::writeText);
            case UUID[] ids -> writeArray(UUID_TYPE, ids, BinaryValues::writeId);
            default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
        }
    }

    private static void writeText(String text, DataOutputStream to) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(utf8.length);
        to.write(utf8);
    }

    private static void writeId(UUID id, DataOutputStream to) throws IOException {
        to.writeInt(16);
        to.writeLong(id.getMostSignificantBits());
        to.writeLong(id.getLeastSignificantBits());
    }

    private interface Element<T> {

        void write(T value, DataOutputStream to) throws IOException;
    }

    private <T> void writeArray(int type, T[] values, Element<T> element) throws IOException {
        var all = new ByteArrayOutputStream();
        var array = new DataOutputStream(all);
        array.writeInt(values.length == 0 ? 0 : 1); // dimensions
        array.writeInt(0); // no nulls
        array.writeInt(type);
        if (values.length > 0) {
            array.writeInt(values.length);
            array.writeInt(1); // the first one's index
        }
        for (T value : values) {
            element.write(value, array);
        }
        out.writeInt(all.size());
        all.writeTo(out);
    }

    /// Rounds as the driver rounds a time that is a parameter.
    private static long micros(OffsetDateTime time) {
        return (time.toEpochSecond() - YEAR_2000_SECONDS) * 1_000_000 + (time.getNano() + 500) / 1_000;
    }
}
