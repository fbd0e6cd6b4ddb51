package io.omne.recall.adapter.postgres.words;

import io.omne.database.adapter.postgres.PackedRow;
import io.omne.database.adapter.postgres.PackedSql;
import io.omne.memory.MemoryId;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.domain.IndexedMemory;
import io.omne.recall.domain.Mark;
import java.time.Instant;
import java.util.UUID;

/// A row for the ranking.
final class IndexedRow {

    private IndexedRow() {}

    /// @param w the alias of `indexed_memories`
    static String[] columns(String w) {
        return new String[] {
            PackedSql.uuid(w + ".memory_id"),
            PackedSql.int8(w + ".number"),
            PackedSql.optionalUuid(w + ".conversation_id"),
            PackedSql.time(w + ".happened_at"),
            PackedSql.optionalText(w + ".speaker"),
            PackedSql.int4(w + ".length"),
            PackedSql.int4(w + ".marks"),
            PackedSql.bytes(w + ".terms"),
            PackedSql.bytes(w + ".pieces")
        };
    }

    /// @param row with these columns
    /// @param forms those of the query
    static IndexedMemory read(PackedRow row, ParsedQuery query, Forms forms) {
        var id = new MemoryId(row.uuid());
        long number = row.int8();
        UUID conversation = row.optionalUuid();
        Instant at = row.time();
        String speaker = row.optionalText();
        int length = row.int4();
        int marks = row.int4();
        int[] byForm = new TermReader(row.slice()).frequencies(forms);
        return new IndexedMemory(
                id,
                number,
                conversation,
                at,
                speaker,
                length,
                frequencies(query, forms, byForm),
                Pieces.unpack(row.bytes()),
                Mark.ofBits(marks));
    }

    private static int[] frequencies(ParsedQuery query, Forms forms, int[] byForm) {
        return query.terms().stream()
                .mapToInt(term -> term.alternatives().stream()
                        .mapToInt(form -> byForm[forms.all().indexOf(form)])
                        .max()
                        .orElse(0))
                .toArray();
    }
}
