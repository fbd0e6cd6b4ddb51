package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.domain.BinaryCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.ObjIntConsumer;

/// The form of the column `entries` of the table `embedding_code_pages`. For each passage, it has the id of its text,
/// its number in the text in two bytes, and its code.
final class CodePage {

    private static final int NUMBER = 2 * Long.BYTES;
    private static final int CODE = NUMBER + Short.BYTES;

    private CodePage() {}

    /// A passage, by its key within those of one user and model.
    record PassageKey(UUID entry, int passage) {}

    /// @param code of its vector, see {@link BinaryCode}
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record CodedPassage(PassageKey key, byte[] code) {}

    /// The size of an entry in bytes.
    static int entryBytes(IndexedModel model) {
        return CODE + BinaryCode.bytes(model.spec().dimension());
    }

    /// @param entries of one model
    static byte[] of(List<CodedPassage> entries) {
        int codes = entries.stream().mapToInt(entry -> entry.code().length).sum();
        ByteBuffer page = ByteBuffer.allocate(CODE * entries.size() + codes);
        for (CodedPassage entry : entries) {
            UUID id = entry.key().entry();
            page.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            page.putShort((short) entry.key().passage()).put(entry.code());
        }
        return page.array();
    }

    /// Takes the page, and where each entry begins.
    static void forEach(IndexedModel model, byte[] page, ObjIntConsumer<byte[]> entry) {
        int size = entryBytes(model);
        for (int from = 0; from + size <= page.length; from += size) {
            entry.accept(page, from);
        }
    }

    /// The entries of a page.
    static List<CodedPassage> read(IndexedModel model, byte[] page) {
        int size = entryBytes(model);
        var entries = new ArrayList<CodedPassage>(page.length / size);
        forEach(
                model,
                page,
                (bytes, from) -> entries.add(
                        new CodedPassage(key(bytes, from), Arrays.copyOfRange(bytes, code(from), from + size))));
        return entries;
    }

    /// The key of the entry that begins there.
    static PassageKey key(byte[] page, int from) {
        ByteBuffer buffer = ByteBuffer.wrap(page);
        return new PassageKey(
                new UUID(buffer.getLong(from), buffer.getLong(from + Long.BYTES)), buffer.getShort(from + NUMBER));
    }

    /// Where the code of that entry begins.
    static int code(int from) {
        return from + CODE;
    }
}
