package io.omne.memory.adapter.postgres.state;

import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowCallbackHandler;

/// Collects rows of the table `memories`. Rows that cannot be read are kept apart: a newer version of the server
/// may have written them.
public final class ReadableMemories implements RowCallbackHandler {

    private static final Logger log = LoggerFactory.getLogger(ReadableMemories.class);

    private final List<Memory> readable = new ArrayList<>();
    private final List<MemoryKey> unreadable = new ArrayList<>();

    @Override
    public void processRow(ResultSet row) throws SQLException {
        try {
            readable.add(MemoryRow.read(row, row.getRow()));
        } catch (RuntimeException e) {
            MemoryKey key = MemoryRow.key(row);
            log.error("{} cannot be read, and is not embedded: {}", key.id(), e.toString());
            unreadable.add(key);
        }
    }

    public List<Memory> readable() {
        return readable;
    }

    public List<MemoryKey> unreadable() {
        return unreadable;
    }
}
