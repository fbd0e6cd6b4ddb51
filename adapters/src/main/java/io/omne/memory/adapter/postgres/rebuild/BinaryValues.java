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
            case UUID id -> {
                out.writeInt(16);
                out.writeLong(id.getMostSignificantBits());
                out.writeLong(id.getLeastSignificantBits());
            }
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
            case String[] texts -> writeTexts(texts);
            default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
        }
    }

    private static void writeText(String text, DataOutputStream to) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(utf8.length);
        to.write(utf8);
    }

    private void writeTexts(String[] texts) throws IOException {
        var all = new ByteArrayOutputStream();
        var array = new DataOutputStream(all);
        array.writeInt(texts.length == 0 ? 0 : 1); // dimensions
        array.writeInt(0); // no nulls
        array.writeInt(TEXT);
        if (texts.length > 0) {
            array.writeInt(texts.length);
            array.writeInt(1); // the first one's index
        }
        for (String text : texts) {
            writeText(text, array);
        }
        out.writeInt(all.size());
        all.writeTo(out);
    }

    /// Rounds as the driver rounds a time that is a parameter.
    private static long micros(OffsetDateTime time) {
        return (time.toEpochSecond() - YEAR_2000_SECONDS) * 1_000_000 + (time.getNano() + 500) / 1_000;
    }
}
