package io.omne.recall.adapter.postgres.words;

import io.omne.recall.adapter.postgres.words.Corpus.Loose;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Many rows in one value: a row of its own for each would take longer than to read it.
final class LooseRows {

    /// An SQL expression that aggregates rows of `indexed_memories m`.
    static final String SQL = """
            string_agg(int8send(m.number) || uuid_send(m.memory_id) || int4send(m.length)
                || int4send(octet_length(m.terms)) || m.terms, ''::bytea)""";

    private LooseRows() {}

    static List<Loose> read(byte[] rows) {
        var read = new ArrayList<Loose>();
        ByteBuffer all = ByteBuffer.wrap(rows);
        while (all.hasRemaining()) {
            long number = all.getLong();
            var id = new UUID(all.getLong(), all.getLong());
            int length = all.getInt();
            int size = all.getInt();
            int from = all.position();
            all.position(from + size);
            read.add(new Loose(number, id, length, rows, from, from + size));
        }
        return read;
    }
}
