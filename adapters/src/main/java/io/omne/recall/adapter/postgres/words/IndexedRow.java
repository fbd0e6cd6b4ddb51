package io.omne.recall.adapter.postgres.words;

import io.omne.memory.MemoryId;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.domain.IndexedMemory;
import io.omne.recall.domain.Mark;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

/// Reads a row for the ranking.
final class IndexedRow {

    private IndexedRow() {}

    /// @param forms those of the query
    static IndexedMemory read(Readable row, ParsedQuery query, Forms forms) {
        int[] byForm = new TermReader(value(row, "terms", byte[].class)).frequencies(forms);
        return new IndexedMemory(
                new MemoryId(value(row, "memory_id", UUID.class)),
                value(row, "number", Long.class),
                row.get("conversation_id", UUID.class),
                value(row, "happened_at", OffsetDateTime.class).toInstant(),
                row.get("speaker", String.class),
                value(row, "length", Integer.class),
                frequencies(query, forms, byForm),
                Pieces.unpack(value(row, "pieces", byte[].class)),
                Mark.ofBits(value(row, "marks", Integer.class)));
    }

    private static int[] frequencies(ParsedQuery query, Forms forms, int[] byForm) {
        return query.terms().stream()
                .mapToInt(term -> term.alternatives().stream()
                        .mapToInt(form -> byForm[forms.all().indexOf(form)])
                        .max()
                        .orElse(0))
                .toArray();
    }

    private static <T> T value(Readable row, String name, Class<T> type) {
        return Objects.requireNonNull(row.get(name, type));
    }
}
