package io.omne.recall.adapter.postgres.words;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// What one statement read of a user's memories for a query, all as of one moment.
///
/// @param blocks by their first number
/// @param loose the memories that are in no block
/// @param selected the numbers and lengths of the memories that the selection names
record Corpus(Map<Long, Block> blocks, List<Loose> loose, List<Named> selected) {

    /// @param postings by form
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Block(long first, long last, long memories, long length, byte[] gone, Map<String, byte[]> postings) {}

    /// A memory in no block.
    ///
    /// @param rows the bytes of all such memories; its packed terms are those from `from` to `to`
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Loose(long number, UUID id, int length, byte[] rows, int from, int to) {

        TermReader terms() {
            return new TermReader(rows, from, to);
        }
    }

    record Named(long number, int length) {}

    /// @param forms that are looked for
    static Corpus of(List<Row> rows, Forms forms) {
        Map<Long, Block> blocks = new HashMap<>();
        List<Loose> loose = new ArrayList<>();
        List<Named> selected = new ArrayList<>();
        for (Row row : rows) {
            switch (row.kind()) {
                case Row.BLOCK -> blocks.put(row.first(), row.block());
                case Row.LOOSE -> loose.addAll(LooseRows.read(row.data()));
                case Row.SELECTED -> selected.add(new Named(row.first(), (int) row.last()));
                default -> {}
            }
        }
        var corpus = new Corpus(blocks, loose, selected);
        corpus.add(rows, forms);
        return corpus;
    }

    /// Adds the postings of forms that are looked for.
    void add(List<Row> rows, Forms forms) {
        for (Row row : rows) {
            Block block = row.kind() == Row.PAGE ? blocks.get(row.first()) : null;
            if (block != null) {
                WordPage.read(row.data(), forms, block.postings()::put);
            }
        }
    }

    /// A row of the statement. `first` and `last` are the numbers of a block; of a selected memory they are its
    /// number and its length.
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Row(int kind, long first, long last, long memories, long length, byte[] data) {

        static final int BLOCK = 0;
        static final int PAGE = 1;
        static final int LOOSE = 2;
        static final int SELECTED = 3;

        private static final byte[] NOTHING = {};

        static Row read(Readable row) {
            byte[] data = row.get("data", byte[].class);
            return new Row(
                    number(row, "kind").intValue(),
                    number(row, "first"),
                    number(row, "last"),
                    number(row, "memories"),
                    number(row, "length"),
                    data == null ? NOTHING : data);
        }

        private static Long number(Readable row, String name) {
            return Objects.requireNonNull(row.get(name, Long.class));
        }

        Block block() {
            return new Block(first, last, memories, length, data, new HashMap<>());
        }
    }
}
