package io.omne.memory.adapter.postgres.rebuild;

import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.domain.Memory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/// Loads rows into a table of memories in PostgreSQL's binary format for bulk loading: nothing is escaped, and
/// nothing is parsed.
final class BinaryCopy implements AutoCloseable {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int CHUNK = 1 << 16;

    private final List<String> columns;
    private final CopyIn copy;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * CHUNK);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final BinaryValues values = new BinaryValues(out);

    /// @param table with the columns of {@link MemoryRow}, in any order
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
                values.write(row.getValue(column));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.size() >= CHUNK) {
            flush();
        }
    }

    /// @return how many rows were loaded
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

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
