package io.omne;

import io.omne.embedding.Vector;
import io.omne.memory.MemoryId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Writes the vectors of very many memories, each with one passage, in the binary form of PostgreSQL's COPY.
final class PassageCopy implements AutoCloseable {

    private static final String COLUMNS = "user_id, entry_id, passage, span_start, span_end, embedding";
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private final CopyIn copy;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    PassageCopy(Connection connection, String table) throws SQLException, IOException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy %s (%s) from stdin (format binary)".formatted(table, COLUMNS));
        out.write(SIGNATURE);
        out.writeLong(0); // no flags, no extension
    }

    void add(UUID owner, MemoryId memory, int length, Vector vector) throws SQLException, IOException {
        out.writeShort(6);
        write(owner);
        write(memory.value());
        out.writeInt(Short.BYTES);
        out.writeShort(0);
        write(0);
        write(length);
        float[] components = vector.components();
        out.writeInt(Short.BYTES * (2 + components.length));
        out.writeShort(components.length);
        out.writeShort(0);
        for (float component : components) {
            out.writeShort(Float.floatToFloat16(component));
        }
        flush();
    }

    private void write(UUID id) throws IOException {
        out.writeInt(2 * Long.BYTES);
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private void write(int value) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
    }

    private void flush() throws SQLException {
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
        bytes.reset();
    }

    @Override
    public void close() throws SQLException, IOException {
        if (copy.isActive()) {
            out.writeShort(-1);
            flush();
            copy.endCopy();
        }
    }
}
