package io.omne.memory.adapter.postgres.rebuild;

import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.domain.Memory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/// Rows for a table of memories, in PostgreSQL's binary form for bulk loading: nothing is escaped, and
/// nothing is parsed.
final class BinaryCopy implements AutoCloseable {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int TEXT = 25;
    private static final int CHUNK = 1 << 16;

    /// From where PostgreSQL counts its microseconds.
    private static final long YEAR_2000_SECONDS = 946_684_800;

    private final List<String> columns;
    private final CopyIn copy;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * CHUNK);
    private final DataOutputStream out = new DataOutputStream(bytes);

    /// @param table with the columns of {@link MemoryRow}, whatever their order
    BinaryCopy(Connection connection, String table) throws SQLException {
        columns = columns(connection, table);
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " from stdin (format binary)");
        try {
            out.write(SIGNATURE);
            out.writeInt(0); // flags
            out.writeInt(0); // no extension of the header
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var nothing = statement.executeQuery("select * from " + table + " limit 0")) {
            var names = new ArrayList<String>();
            for (int i = 1; i <= nothing.getMetaData().getColumnCount(); i++) {
                names.add(nothing.getMetaData().getColumnName(i));
            }
            return names;
        }
    }

    void add(Memory memory) throws SQLException {
        SqlParameterSource row = MemoryRow.parameters(null, memory);
        try {
            out.writeShort(columns.size());
            for (String column : columns) {
                write(row.getValue(column));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.size() >= CHUNK) {
            flush();
        }
    }

    /// @return how many rows there are now
    long end() throws SQLException {
        try {
            out.writeShort(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flush();
        return copy.endCopy();
    }

    private void flush() throws SQLException {
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
        bytes.reset();
    }

    private void write(@Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeInt(-1);
            case String text -> writeText(text);
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

    private void writeText(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
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
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            array.writeInt(utf8.length);
            array.write(utf8);
        }
        out.writeInt(all.size());
        all.writeTo(out);
    }

    /// Rounded as the driver rounds a time that is a parameter.
    private static long micros(OffsetDateTime time) {
        return (time.toEpochSecond() - YEAR_2000_SECONDS) * 1_000_000 + (time.getNano() + 500) / 1_000;
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
