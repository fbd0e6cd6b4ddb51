package io.omne.recall.adapter.postgres.words;

import io.omne.database.adapter.postgres.PackedRow;
import io.omne.database.adapter.postgres.PackedRow.Slice;
import io.omne.recall.adapter.postgres.packed.Forms;
import io.omne.recall.adapter.postgres.packed.WordPage;
import io.r2dbc.spi.Readable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one statement read of a user's memories for a query, all as of one moment.
///
/// @param blocks by their first number
/// @param loose the memories that are in no block
/// @param selected the numbers and lengths of the memories that the selection names
record Corpus(Map<Long, Block> blocks, LooseRows loose, List<Named> selected) {

    /// @param postings by form
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Block(long first, long last, long memories, long length, byte[] gone, Map<String, byte[]> postings) {}

    record Named(long number, int length) {}

    /// A page of the block that has these numbers.
    record Page(long first, long last, Slice bytes) {

        static Page read(PackedRow row) {
            return new Page(row.int8(), row.int8(), row.slice());
        }
    }

    /// The only row of {@link CorpusSql#CORPUS}. A value is null if there are no rows in it.
    ///
    /// @param versions of the memories that are in no block
    /// @param loose those of them that were not known
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Packed(
            byte @Nullable [] blocks,
            byte @Nullable [] pages,
            byte @Nullable [] versions,
            byte @Nullable [] loose,
            byte @Nullable [] selected) {

        static Packed read(Readable row) {
            return new Packed(
                    row.get("blocks", byte[].class),
                    row.get("pages", byte[].class),
                    row.get("versions", byte[].class),
                    row.get("loose", byte[].class),
                    row.get("selected", byte[].class));
        }
    }

    /// @param loose the memories that are in no block
    /// @param forms that are looked for
    static Corpus of(Packed packed, LooseRows loose, Forms forms) {
        Map<Long, Block> blocks = new HashMap<>();
        PackedRow.readAll(packed.blocks(), Corpus::block).forEach(it -> blocks.put(it.first(), it));
        var corpus =
                new Corpus(blocks, loose, PackedRow.readAll(packed.selected(), it -> new Named(it.int8(), it.int4())));
        corpus.add(PackedRow.readAll(packed.pages(), Page::read), forms);
        return corpus;
    }

    private static Block block(PackedRow row) {
        return new Block(row.int8(), row.int8(), row.int8(), row.int8(), row.bytes(), new HashMap<>());
    }

    /// Whether pages are of blocks that are here. Blocks that were merged after these were read are not.
    boolean hasBlocksOf(List<Page> pages) {
        return pages.stream().allMatch(page -> {
            Block block = blocks.get(page.first());
            return block != null && block.last() == page.last();
        });
    }

    /// Adds the postings of forms that are looked for.
    void add(List<Page> pages, Forms forms) {
        for (Page page : pages) {
            Block block = blocks.get(page.first());
            if (block != null) {
                WordPage.read(page.bytes(), forms, block.postings()::put);
            }
        }
    }
}
