package io.omne.recall.adapter.postgres.words;

import io.omne.database.adapter.postgres.PackedRow;
import io.omne.database.adapter.postgres.PackedRow.Slice;
import io.omne.database.adapter.postgres.PackedSql;
import io.omne.memory.MemoryId;
import io.omne.recall.adapter.postgres.packed.Pieces;
import io.omne.recall.adapter.postgres.packed.TermReader;
import io.omne.recall.domain.IndexedMemory;
import io.omne.recall.domain.Mark;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `indexed_memories`. What most searches need of few rows only is unpacked later.
record IndexedRow(
        UUID id,
        long number,
        @Nullable UUID conversation,
        Instant at,
        @Nullable String speaker,
        int length,
        int marks,
        Slice packedTerms,
        Slice packedPieces) {

    /// @param w the alias of the table
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

    static IndexedRow read(PackedRow row) {
        return new IndexedRow(
                row.uuid(),
                row.int8(),
                row.optionalUuid(),
                row.time(),
                row.optionalText(),
                row.int4(),
                row.int4(),
                row.slice(),
                row.slice());
    }

    TermReader terms() {
        return new TermReader(packedTerms);
    }

    /// @param frequencies of the terms of a query
    IndexedMemory memory(int[] frequencies) {
        return new IndexedMemory(
                new MemoryId(id),
                number,
                conversation,
                at,
                speaker,
                length,
                frequencies,
                Pieces.unpack(packedPieces),
                Mark.ofBits(marks));
    }
}
